"""The sender's file written back as a workbook: faults coloured and explained, and a summary before all else."""
