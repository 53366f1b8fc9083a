-- What the scripts that change a task's deliveries share: it is put before them.
-- The `wh_status` of a task with so many deliveries open, of them retrying, and dead, and so many attempts.
local function webhookStatus(open, retrying, dead, attempts)
    if open > 0 then
        return retrying > 0 and 'retrying' or 'pending'
    end
    return dead > 0 and 'dead_letter' or attempts > 0 and 'delivered' or 'skipped'
end
