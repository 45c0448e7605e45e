-- Neovim as a client: opens a file, waits for diagnostics, completes, renames, and writes what came of it.
local file, out, command = unpack(vim.fn.json_decode(vim.env.STEPTHROUGH_TEST))
local result = { diagnostics = {}, labels = {} }

local function wait(what, condition)
  if not vim.wait(20000, condition, 20) then error('Neovim waited in vain for ' .. what) end
end

local function run()
  vim.cmd('edit ' .. file)
  local id = vim.lsp.start_client({ name = 'stepthrough', cmd = command, root_dir = vim.fn.fnamemodify(file, ':h') })
  vim.lsp.buf_attach_client(0, id)
  wait('the server', function() return vim.lsp.buf_get_clients(0)[id] ~= nil end)
  wait('diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
  for _, each in ipairs(vim.diagnostic.get(0)) do
    table.insert(result.diagnostics, (each.lnum + 1) .. ' ' .. each.code .. ': ' .. each.message)
  end

  -- Into the quotes of `"Next": "Lost"`, whose text is replaced by the state that is chosen.
  vim.fn.search('Lost')
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/completion', vim.lsp.util.make_position_params(), 20000)
  local items = answers[id].result.items or answers[id].result
  for _, item in ipairs(items) do
    table.insert(result.labels, item.label)
    if item.label == 'Last' then vim.lsp.util.apply_text_edits({ item.textEdit }, 0, 'utf-16') end
  end
  wait('the end of the diagnostics', function() return #vim.diagnostic.get(0) == 0 end)

  vim.fn.search('"Last": {')
  vim.cmd('normal! l')
  vim.lsp.buf.rename('Done')
  wait('the new name', function() return vim.fn.search('"Done": {', 'nw') > 0 end)
  result.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end

local ok, message = pcall(run)
if not ok then result.error = message end
vim.fn.writefile({ vim.fn.json_encode(result) }, out)
vim.cmd('qall!')
