-- The legal steps of a task, put before commit.lua: each function changes the task's fields `t` and says what
-- follows (`event`, `body`, `look`), or returns why it is refused and changes nothing.
-- KEYS and ARGV are those of commit.lua.

local GRACE = 1000
local step, id = ARGV[1], ARGV[2]
local member = 'g:' .. id

local t = {}
local stored = redis.call('HGETALL', KEYS[1])
if #stored == 0 then
    redis.call('ZREM', KEYS[3], member)
    redis.call('HDEL', KEYS[4], member)
    redis.call('HDEL', KEYS[5], member)
    return {'unknown'}
end
for i = 1, #stored, 2 do
    t[stored[i]] = stored[i + 1]
end

local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
local timestamp = math.max(now, tonumber(t.updated) + 1)
local ended = t.status == 'completed' or t.status == 'failed' or t.status == 'cancelled'

local function ms(value)
    return string.format('%.0f', value)
end

local changed, removed = {}, {}
local event, body -- the kind of event that the step writes, and its JSON
local look -- when the task must next be looked at

local function set(field, value)
    changed[field] = value
    t[field] = value
end

local function remove(...)
    for _, field in ipairs({...}) do
        if t[field] then
            removed[#removed + 1] = field
            t[field] = nil
        end
    end
end

local function lost(lease)
    return ended and 'TERMINAL' or t.lease ~= lease and 'LEASE_LOST' or nil
end

local function limit()
    return tonumber(t.status == 'pending' and t.queue_until or t.deadline)
end

local function hold(lease, time)
    set('lease', lease)
    set('lease_until', ms(now + tonumber(time)))
    look = now + tonumber(time) + GRACE
end

local function release(delay)
    remove('lease', 'lease_until')
    set('not_before', ms(now + tonumber(delay)))
    look = now + tonumber(delay) + GRACE
end

local function advance(percent, json)
    set('percent', percent)
    set('progress', json)
    event, body = 'progress', json
end

local function finish(status, field, json)
    remove('lease', 'lease_until', 'not_before')
    set('status', status)
    set('ended', ms(timestamp))
    set(field, json)
    event, body = status, json
end

local steps = {}

function steps.claim(lease, time)
    if ended then return 'TERMINAL' end
    if now >= limit() then return 'OVERDUE' end
    if t.status == 'pending' then
        set('status', 'processing')
        set('started', ms(timestamp))
        set('deadline', ms(now + tonumber(t.timeout)))
        event, body = 'started', '{}'
    elseif t.lease and t.lease ~= lease and tonumber(t.lease_until) > now then
        return 'NOT_DUE'
    elseif t.not_before and tonumber(t.not_before) > now then
        return 'NOT_DUE'
    end
    remove('not_before')
    hold(lease, time)
end

function steps.heartbeat(lease, time)
    local refusal = lost(lease) or now >= limit() and 'OVERDUE' or nil
    if refusal then return refusal end
    hold(lease, time)
end

function steps.intend(lease)
    if lost(lease) then return lost(lease) end
    set('intended', '1')
end

function steps.park(lease, job, delay, percent, json)
    if lost(lease) then return lost(lease) end
    set('intended', '1')
    set('job', job)
    if percent and tonumber(percent) >= tonumber(t.percent) and json ~= t.progress then
        advance(percent, json)
    end
    release(delay)
end

function steps.advance(lease, percent, json)
    if lost(lease) then return lost(lease) end
    if tonumber(percent) < tonumber(t.percent) then return 'STALE' end
    advance(percent, json)
end

steps['repeat'] = function(lease, delay)
    if lost(lease) then return lost(lease) end
    set('attempt', ms(tonumber(t.attempt) + 1))
    remove('intended', 'job')
    release(delay)
end

function steps.complete(lease, json)
    if lost(lease) then return lost(lease) end
    finish('completed', 'result', json)
end

function steps.fail(lease, json, retryable)
    if lost(lease) then return lost(lease) end
    finish('failed', 'failure', json)
    set('retryable', retryable)
end

function steps.cancel(json)
    if ended then return 'TERMINAL' end
    finish('cancelled', 'cancellation', json)
end

function steps.expire(json, retryable)
    if ended then return 'TERMINAL' end
    if now < limit() then
        redis.call('ZADD', KEYS[3], 'XX', 'LT', ms(limit()), member)
        return 'NOT_DUE'
    end
    finish('failed', 'failure', json)
    set('retryable', retryable)
end

function steps.retry(queueLimit)
    local retry = tonumber(t.retry) + 1
    if t.status ~= 'failed' or t.retryable ~= '1' or retry > 3 then return 'NOT_RETRYABLE' end
    remove('started', 'deadline', 'progress', 'ended', 'failure', 'retryable', 'intended', 'job',
        'started_seq', 'progress_seq')
    set('status', 'pending')
    set('retry', ms(retry))
    set('attempt', '1')
    set('percent', '0')
    set('queue_until', ms(now + tonumber(queueLimit)))
    look = now + tonumber(ARGV[7])
    event, body = 'retried', '{"retry":' .. ms(retry) .. '}'
end
