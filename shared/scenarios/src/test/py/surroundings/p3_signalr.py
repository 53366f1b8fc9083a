# the example stands here
