-- One step of a task, taken if it is legal: state, event, due set, planned delivery, publication.
-- webhook_status.lua and task_steps.lua stand before it.
-- KEYS  1 task, 2 its events, 3 due set, 4 owners of due work, 5 rings of due work,
--       6 the delivery of the event with the sequence ARGV[3], 7 that of the sequence ARGV[8],
--       8 its watchers behind a gateway
-- ARGV  1 step, 2 task id, 3 sequence that KEYS[6] is for, 4 channel prefix, 5 kept events,
--       6 retention in ms, 7 ms until the first look at new work, 8 sequence that KEYS[7] is for, 9… of the step
-- Returns {'unknown'}: no such task
--         {'sequence', n, m}: nothing was done, ask again with the delivery of event n as KEYS[6] and that of
--         event m as KEYS[7]: a progress that waits to be sent, which this step overtakes; 0 when none does
--         {'refused', reason, now, fields}
--         {'done', event or '', ring, now, fields}: ring is 1 when KEYS[6] was written and is to be rung for,
--          2 when the event is for KEYS[8], 3 for both
-- Bodies are JSON that is passed through as it came.

local DROPPED = 3600000 -- how long a progress that was never sent is remembered

local function fields()
    local flat = {}
    for field, value in pairs(t) do
        flat[#flat + 1] = field
        flat[#flat + 1] = value
    end
    return flat
end

local refusal = steps[step](unpack(ARGV, 9))
if refusal then
    if ended then
        redis.call('ZREM', KEYS[3], member)
        redis.call('HDEL', KEYS[4], member)
        redis.call('HDEL', KEYS[5], member)
    end
    return {'refused', refusal, ms(now), fields()}
end

local sequence = tonumber(t.seq) + (event and 1 or 0)
local planned = event and t.wh_url and string.find(t.wh_events, ',' .. event .. ',', 1, true)
local waiting = event and t.wh_waiting
if planned and sequence ~= tonumber(ARGV[3]) or waiting and waiting ~= ARGV[8] then
    return {'sequence', ms(sequence), waiting or '0'}
end

local function forget(from, to)
    redis.call('ZREMRANGEBYSCORE', KEYS[2], from, to)
end

local terminal = event == 'completed' or event == 'failed' or event == 'cancelled'
local text = ''

if event then
    text = ms(sequence) .. ' ' .. ms(timestamp) .. ' ' .. event .. ' ' .. body
    set('seq', ms(sequence))
    set('updated', ms(timestamp))
    if event == 'started' or event == 'progress' then
        set(event .. '_seq', ms(sequence))
    end
    redis.call('ZADD', KEYS[2], ms(sequence), text)
    local first, progress = tonumber(t.started_seq or 0), tonumber(t.progress_seq or 0)
    local old = sequence - tonumber(ARGV[5])
    if terminal then
        forget('-inf', '(' .. ms(first))
        forget('(' .. ms(first), '(' .. ms(progress))
        forget('(' .. ms(math.max(first, progress)), '(' .. ms(sequence))
    elseif old > 0 then
        forget('-inf', ms(math.min(old, first - 1)))
        forget('(' .. ms(first), ms(old))
    end
end

local open = tonumber(t.wh_open or 0)
local first_look = ms(now + tonumber(ARGV[7]))

if waiting then
    local overtaken = 'w:' .. id .. ':' .. waiting
    -- Its look is handed on, so that steady progress cannot put it off for ever.
    first_look = event == 'progress' and redis.call('ZSCORE', KEYS[3], overtaken) or first_look
    open = open - redis.call('ZREM', KEYS[3], overtaken)
    redis.call('HDEL', KEYS[4], overtaken)
    redis.call('HDEL', KEYS[5], overtaken)
    redis.call('HSET', KEYS[7], 'state', 'dropped', 'ended', ms(now))
    redis.call('HDEL', KEYS[7], 'model', 'prompt', 'metadata', 'headers')
    redis.call('PEXPIRE', KEYS[7], DROPPED)
    remove('wh_waiting')
end

if planned then
    local delivery = {
        'v', '1', 'state', 'planned', 'attempts', '0', 'key', t.owner, 'url', t.wh_url,
        'headers', t.wh_headers or '', 'event', text,
        'type', t.type, 'model', t.model, 'prompt', t.prompt,
    }
    if t.metadata then
        delivery[#delivery + 1] = 'metadata'
        delivery[#delivery + 1] = t.metadata
    end
    redis.call('HSET', KEYS[6], unpack(delivery))
    local due = 'w:' .. id .. ':' .. ms(sequence)
    redis.call('ZADD', KEYS[3], first_look, due)
    redis.call('HSET', KEYS[4], due, t.owner)
    open = open + 1
    if event == 'progress' then
        set('wh_waiting', ms(sequence))
    end
end

if t.wh_url and (planned or waiting or terminal) then
    set('wh_open', ms(open))
    set('wh_status', webhookStatus(open, tonumber(t.wh_retrying or 0), tonumber(t.wh_dead or 0),
        tonumber(t.wh_attempts or 0)))
    set('wh_version', ms(tonumber(t.wh_version or 0) + 1))
end

local watched = event and redis.call('EXISTS', KEYS[8]) == 1
if watched and event ~= 'progress' and event ~= 'retried' then
    local due = 'h:' .. id .. ':' .. ms(sequence)
    redis.call('ZADD', KEYS[3], ms(now + tonumber(ARGV[7])), due)
    redis.call('HSET', KEYS[4], due, t.owner)
end

if #removed > 0 then
    redis.call('HDEL', KEYS[1], unpack(removed))
end
for field, value in pairs(changed) do
    if t[field] then
        redis.call('HSET', KEYS[1], field, value)
    end
end

if terminal then
    redis.call('ZREM', KEYS[3], member)
    redis.call('HDEL', KEYS[4], member)
    redis.call('HDEL', KEYS[5], member)
    redis.call('PEXPIRE', KEYS[1], ARGV[6])
    redis.call('PEXPIRE', KEYS[2], ARGV[6])
elseif look then
    redis.call('ZADD', KEYS[3], ms(look), member)
    redis.call('HSET', KEYS[4], member, t.owner)
    redis.call('HDEL', KEYS[5], member)
end
if event == 'retried' then
    redis.call('PERSIST', KEYS[1])
    redis.call('PERSIST', KEYS[2])
end
if event then
    redis.call('PUBLISH', ARGV[4] .. t.owner, id .. ' ' .. text)
end
-- A progress that takes the place of another is found by the ring for that one.
local ring = planned and not (waiting and event == 'progress')
return {'done', text, (ring and 1 or 0) + (watched and 2 or 0), ms(now), fields()}
