# the example stands here

import socket

import uvicorn


def teller(word):
    async def tell(payload):
        print(word, payload.model_dump_json(), flush=True)

    return tell


handle_image_completed = teller("image")
handle_video_completed = teller("video")
handle_task_failed = teller("failed")
update_progress_ui = teller("progress")

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
print("listening", listener.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
