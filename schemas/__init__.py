"""Models of every table that crosses a border, and the reference data."""

import warnings

# pandera looks for pyspark; where that is installed, it says at each start that it does not know pandas 3 yet.
warnings.filterwarnings("ignore", category=FutureWarning, module=r"pyspark\.")
