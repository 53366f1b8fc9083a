# the example stands here

import json
import os

try:
    returned = poll_for_completion(os.environ["TASK"], os.environ["KEY"])
    print("returned", json.dumps(returned), flush=True)
except Exception as error:
    print("thrown", error, flush=True)
