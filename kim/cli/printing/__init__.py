"""What commands print: tables and text for people, CSV and JSON for programs, made from the values of other rooms."""
