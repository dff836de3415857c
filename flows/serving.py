"""The process of the embedded server: Prefect's application, for as long as whoever started it lives.

`python -m flows.serving PORT`, with a pipe as its standard input: once that closes, nobody needs the server any more.
"""

import gc
import os
import sys
import threading
from typing import NoReturn


def serve(port: int) -> None:
    """Answer on this port of the loopback."""
    threading.Thread(target=_end_with_the_run, daemon=True).start()
    gc.disable()  # nothing that a module holds is garbage; looking for it takes a tenth of the start
    import uvicorn
    from prefect.server.api.server import create_app

    application = create_app(ephemeral=True, final=True)
    gc.freeze()
    gc.enable()
    uvicorn.run(application, host="127.0.0.1", port=port, log_level="error", lifespan="on")


def _end_with_the_run() -> NoReturn:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
