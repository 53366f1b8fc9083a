-- What the scripts of one delivery share: it is put before them.
-- KEYS  1 delivery, 2 its task, 3 due set, 4 owners of due work, 5 rings of due work
-- ARGV  1 member of the due set, 2 sequence

local GRACE = 1000
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)

local function ms(value)
    return string.format('%.0f', value)
end

-- The delivery.
local d = {}
local stored = redis.call('HGETALL', KEYS[1])
for i = 1, #stored, 2 do
    d[stored[i]] = stored[i + 1]
end

-- What its task knows of its deliveries; all nil when the task is gone.
local t = {}
local names = {'seq', 'wh_waiting', 'wh_sending_until', 'wh_progress_at', 'wh_open', 'wh_retrying', 'wh_dead',
    'wh_attempts', 'wh_version', 'wh_next'}
for i, value in ipairs(redis.call('HMGET', KEYS[2], unpack(names))) do
    t[names[i]] = value
end
local open, retrying, dead, attempts = tonumber(t.wh_open or 0), tonumber(t.wh_retrying or 0),
    tonumber(t.wh_dead or 0), tonumber(t.wh_attempts or 0)

-- A progress is overtaken by every newer event of its task.
local progress = d.event and string.find(d.event, '^%d+ %d+ progress ')
local overtaken = progress and t.seq ~= ARGV[2]

-- Writes the task's summary, unless the task is gone.
local function summarize()
    if t.seq then
        redis.call('HSET', KEYS[2], 'wh_status', webhookStatus(open, retrying, dead, attempts),
            'wh_open', ms(open), 'wh_retrying', ms(retrying), 'wh_dead', ms(dead), 'wh_attempts', ms(attempts),
            'wh_version', ms(tonumber(t.wh_version or 0) + 1))
        if retrying == 0 then
            redis.call('HDEL', KEYS[2], 'wh_next')
        end
    end
end

-- Takes it out of the due set; returns how many times it was there.
local function leave()
    local was = redis.call('ZREM', KEYS[3], ARGV[1])
    redis.call('HDEL', KEYS[4], ARGV[1])
    redis.call('HDEL', KEYS[5], ARGV[1])
    open = open - was
    return was
end
