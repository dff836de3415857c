"""Scaling out: other machines read and clean a round. Imported only where a cluster is set (`KIM_DASK_ADDRESS`)."""
