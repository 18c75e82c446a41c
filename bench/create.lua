-- wrk: POST projects with distinct names; `-- flat` after the URL: as Directus wants them.
local thread_number = 0
function setup(thread)
    thread_number = thread_number + 1
    thread:set("number", thread_number)
end
function init(args)
    count = 0
    form = args[1] == "flat" and "%s" or '{"fields":%s}'
end
function request()
    count = count + 1
    local fields = string.format(
        '{"name":"性能测试 %d-%d","region":1,"stage":"lead","total_investment":%d}',
        number, count, 1000000 + count)
    local body = string.format(form, fields)
    return wrk.format("POST", nil, { ["Content-Type"] = "application/json",
                                     ["Authorization"] = wrk.headers["Authorization"] }, body)
end
