"""SQL of the warehouse: numbered migrations, views and the metadata of both."""
