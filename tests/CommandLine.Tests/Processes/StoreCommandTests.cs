using System.Globalization;
using System.Text;
using System.Text.Json;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Tests.Processes;

/// <summary>The commands of the store with a real host: rows go in, are found, and come out as they went in.</summary>
public sealed class StoreCommandTests : IAsyncLifetime
{
    private const string Three = """
        {"key": [1, 0], "value": "one"}
        {"key": [0, 1], "value": {"a": 1}}

        {"key": [-0.5, -1.5e-3], "value_base64": "AP8="}

        """;

    private const string Sorted = """
        {"key":[-0.5,-0.0015],"value_base64":"AP8="}
        {"key":[0,1],"value":"{\"a\": 1}"}
        {"key":[1,0],"value":"one"}

        """;

    private static readonly string Arrays = Path.Combine(Repository.Root, "tests", "CommandLine.Tests", "Stores", "Npy");

    private readonly TemporaryFolder _folder = new();
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Rows_go_in_are_counted_and_found_and_come_out_the_same()
    {
        var imported = await RunAsync("import", "faces", _folder.Write("three.jsonl", Three), "--json");
        Assert.Equal(3, Json(imported).GetProperty("rows").GetInt32());

        var stats = Json(await RunAsync("stats", "faces", "--json"));
        Assert.Equal((3, 2), (stats.GetProperty("rows").GetInt32(), stats.GetProperty("dimension").GetInt32()));
        Assert.False(stats.TryGetProperty("indexed_rows", out _));
        Assert.Matches("(?m)^rows +3$", (await RunAsync("stats", "store://faces")).Output);

        var found = await RunAsync("find", "faces", "--key", "1, 0.5", "--top", "2");
        Assert.Matches(@"^similarity +value *\n0\.8944 +one *\n0\.4472 +\{""a"": 1\} *\n$", found.Output);
        var hits = Json(await RunAsync("find", "faces", "--key-file", _folder.Write("q.json", "[-1, 0]"), "--json")).GetProperty("results");
        Assert.Equal(3, hits.GetArrayLength());
        Assert.Equal("AP8=", hits[0].GetProperty("value_base64").GetString());

        var first = await ExportAsync("faces");
        Assert.Equal(Sorted, first);
        Assert.Equal(0, (await RunAsync("import", "copy", _folder.Write("first.jsonl", first))).ExitCode);
        Assert.Equal(first, await ExportAsync("copy"));
    }

    [Fact]
    public async Task Many_rows_of_which_some_keys_repeat_are_as_if_they_were_set_one_by_one()
    {
        var random = new Random(5);
        var expected = new SortedDictionary<int, string>();
        var lines = new StringBuilder();
        for (var i = 0; i < 6000; i++)
        {
            var key = random.Next(4000);
            expected[key] = $"value {i}";
            lines.Append(CultureInfo.InvariantCulture, $"{{\"key\": [{key}, 1], \"value\": \"value {i}\"}}\n");
        }

        var result = await RunAsync("import", "many", _folder.Write("many.jsonl", lines.ToString()));

        Assert.Equal(0, result.ExitCode);
        Assert.Matches("^6,000 rows in [0-9.]+ s, [0-9,]+ rows/s\n$", result.Errors);
        var exported = (await ExportAsync("many")).TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement);
        Assert.Equal(
            expected.Select(row => (row.Key, row.Value)),
            exported.Select(row => ((int)row.GetProperty("key")[0].GetSingle(), row.GetProperty("value").GetString()!)));
    }

    [Fact]
    public async Task An_array_of_NumPy_goes_in_with_its_values_and_comes_out_again()
    {
        var values = _folder.Write("values.txt", "a\nä b\n\n");
        Assert.Equal(0, (await RunAsync("import", "array", Path.Combine(Arrays, "f8.npy"), "--values", values)).ExitCode);

        var (keys, lines) = (Path.Combine(_folder.Path, "keys.npy"), Path.Combine(_folder.Path, "lines.txt"));
        Assert.Equal(keys + "\n", (await RunAsync("export", "array", "--to", keys, "--values", lines)).Output);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Arrays, "f4.npy"), Token), await File.ReadAllBytesAsync(keys, Token));
        Assert.Equal("a\nä b\n\n", await File.ReadAllTextAsync(lines, Token));
    }

    [Fact]
    public async Task Rows_of_an_array_without_values_have_their_numbers()
    {
        Assert.Equal(0, (await RunAsync("import", "numbers", Path.Combine(Arrays, "f2.npy"))).ExitCode);
        var found = Json(await RunAsync("find", "numbers", "--key-file", Path.Combine(Arrays, "one-dimension.npy"), "--top", "1", "--json"));
        Assert.Equal("1", found.GetProperty("results")[0].GetProperty("value").GetString());
    }

    [Fact]
    public async Task Rows_may_come_from_stdin_and_a_name_may_have_letters_of_any_language()
    {
        var result = await ToolProcess.TalkAsync(Three, "store", "import", "größe 大", "-", "--addr", _host.Address);
        Assert.True(result.ExitCode == 0, result.Errors);
        // Another namespace is loaded since, so that the name decides.
        await RunAsync("stats", "other");
        Assert.Equal(3, (await ExportAsync("größe 大")).Count(c => c == '\n'));
    }

    [Fact]
    public async Task An_empty_namespace_gives_empty_files()
    {
        Assert.Empty(await ExportAsync("empty"));
        Assert.Equal("""{"results":[]}""" + "\n", (await RunAsync("find", "empty", "--key", "1", "--json")).Output);
        Assert.Contains("any, for there is no row", (await RunAsync("stats", "empty")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"key\": [1, 2], \"value\": \"x\"}\n{\"key\": [1, 2}\n", "rows.jsonl, line 2: it is no JSON that can be read, at its byte 14; nothing was stored.")]
    [InlineData("{\"key\": [1, 2], \"value\": \"x\"}\n\n{\"key\": [1], \"value\": \"x\"}\n", "rows.jsonl, line 3: the key has 1 numbers, and the keys before it have 2; nothing was stored.")]
    [InlineData("{\"key\": [1, 2], \"vlaue\": \"x\"}\n", "rows.jsonl, line 1: it has \"vlaue\", and a row has only \"key\" and \"value\" or \"value_base64\"; nothing was stored.")]
    public async Task A_bad_line_is_named_and_nothing_of_its_batch_is_sent(string lines, string sentence)
    {
        var result = await RunAsync("import", "bad", _folder.Write("rows.jsonl", lines));
        Assert.Equal((1, "", Path.Combine(_folder.Path, sentence) + "\n"), (result.ExitCode, result.Output, result.Errors));
        Assert.Empty(await ExportAsync("bad"));
    }

    [Fact]
    public async Task A_bad_line_behind_a_full_batch_tells_how_many_rows_are_in()
    {
        var lines = string.Concat(Enumerable.Range(0, 1200).Select(i => $"{{\"key\": [{i}], \"value\": \"{i}\"}}\n"));
        var result = await RunAsync("import", "partly", _folder.Write("rows.jsonl", lines + "oops\n"));
        Assert.EndsWith("rows.jsonl, line 1201: it is no JSON that can be read, at its byte 1; 1,000 rows are in.\n", result.Errors, StringComparison.Ordinal);
        Assert.Equal(1000, Json(await RunAsync("stats", "partly", "--json")).GetProperty("rows").GetInt32());
    }

    [Fact]
    public async Task Keys_of_another_length_than_the_namespace_has_are_refused_before_they_are_sent()
    {
        await RunAsync("import", "two", _folder.Write("three.jsonl", Three));
        var result = await RunAsync("import", "two", Path.Combine(Arrays, "f4.npy"));
        Assert.Equal(
            $"{Path.Combine(Arrays, "f4.npy")}, row 1: the key has 4 numbers, and the namespace's keys have 2; nothing was stored.\n", result.Errors);
    }

    [Theory]
    [InlineData("There is no file 'nowhere.jsonl'; name files in JSON lines, .npy files, or - for stdin.", "import", "x", "nowhere.jsonl")]
    [InlineData("There is no file 'nowhere.txt'; --values takes a file with a line for each row.", "import", "x", "f4.npy", "--values", "nowhere.txt")]
    [InlineData("it has 12 lines, and", "import", "x", "f4.npy", "--values", "f4.npy")]
    [InlineData("row 2: number 3 is NaN in 32 bits, and keys have finite numbers; nothing was stored.", "import", "x", "nan.npy")]
    [InlineData("cannot be read: it has 3 dimensions, and rows of keys have 2.", "import", "x", "three-dimensions.npy")]
    [InlineData("cannot be read: its type is '|O'; save it with .astype('float32').", "import", "x", "object.npy")]
    [InlineData("a namespace's name may have letters, digits, spaces and . _ - : @ +", "import", "../x", "f4.npy")]
    [InlineData("a namespace's name may have letters, digits, spaces and . _ - : @ +", "stats", "../x")]
    [InlineData("--key has 'b', which is no number; write numbers with commas, such as 0.1,0.2.", "find", "x", "--key", "1,b")]
    [InlineData("has no key: it has 3 rows, and one is needed.", "find", "x", "--key-file", "f4.npy")]
    [InlineData("There is no file 'nowhere.json'; --key-file takes", "find", "x", "--key-file", "nowhere.json")]
    [InlineData("cannot be written; name a file in a folder that exists and can be written to.", "export", "x", "--to", "nowhere/x.jsonl")]
    public async Task Bad_input_is_one_sentence_and_exit_code_1(string sentence, params string[] args)
    {
        args = [.. args.Select(arg => File.Exists(Path.Combine(Arrays, arg)) ? Path.Combine(Arrays, arg) : arg)];
        // Lines to be too few of.
        if (sentence.StartsWith("it has 12", StringComparison.Ordinal))
            (args[4], sentence) = (_folder.Write("values.txt", "only\n"), "values.txt: it has 1 lines, and");
        var result = await RunAsync(args);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(sentence, result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task What_one_answer_cannot_have_is_refused_with_the_way_around()
    {
        var value = new string('x', 2 << 20);
        var lines = string.Concat(Enumerable.Range(0, 26).Select(i => $"{{\"key\": [{i}], \"value\": \"{value}\"}}\n"));
        Assert.Equal(0, (await RunAsync("import", "large", _folder.Write("large.jsonl", lines))).ExitCode);

        var result = await RunAsync("export", "large", "--to", Path.Combine(_folder.Path, "out.jsonl"));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            "26 rows of 1 numbers are more than one answer of a host can have, which is 50 MiB; keep the namespace in a folder, and export it "
            + "with --path DIR.\n", result.Errors);
        Assert.Equal([Path.Combine(_folder.Path, "large.jsonl")], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_folder_keeps_its_rows_from_one_command_to_the_next()
    {
        var kept = Path.Combine(_folder.Path, "kept");
        var file = _folder.Write("three.jsonl", Three);
        Assert.Equal((0, "3"), await AloneAsync("import", "faces", file, "--path", kept, "--json", "rows"));
        Assert.Equal((0, "3"), await AloneAsync("stats", "faces", "--option", $"path:{kept}", "--json", "rows"));
        var found = await ToolProcess.RunAsync("store", "find", "faces", "--path", kept, "--key", "0,1", "--top", "1");
        Assert.Matches("1\\.0000 +\\{\"a\": 1\\}", found.Output);

        // No host has it open, and none is needed.
        var exported = await ToolProcess.RunAsync(
            "store", "export", "faces", "--path", kept, "--to", Path.Combine(_folder.Path, "out.jsonl"), "--host", "nowhere");
        Assert.True(exported.ExitCode == 0, exported.Errors);
        Assert.Equal(Sorted, await File.ReadAllTextAsync(Path.Combine(_folder.Path, "out.jsonl"), Token));
    }

    [Fact]
    public async Task A_folder_is_exported_while_a_host_has_it_open_and_names_without_one_mean_that_folder()
    {
        var kept = Path.Combine(_folder.Path, "kept");
        await RunAsync("import", "faces", _folder.Write("three.jsonl", Three), "--path", kept);

        Assert.Equal(3, Json(await RunAsync("stats", "faces", "--json")).GetProperty("rows").GetInt32());
        Assert.Equal(Sorted, await ExportAsync("faces"));
        Assert.Equal(Sorted, await ExportAsync("faces", "--path", kept));

        await RunAsync("import", "faces", _folder.Write("fourth.jsonl", """{"key": [9, 9], "value": "fourth"}"""));
        Assert.EndsWith("\"fourth\"}\n", await ExportAsync("faces", "--path", kept), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keeps the namespace 'faces' and not 'places'; give that name, or another folder.", "export", "places", "kept")]
    [InlineData("keeps no namespace; name the folder that path had.", "export", "faces", "nowhere")]
    [InlineData("keeps the namespace store://faces and not store://places; give path another folder.", "stats", "places", "kept")]
    public async Task A_folder_with_another_namespace_or_none_is_one_sentence(string sentence, string command, string name, string folder)
    {
        await RunAsync("import", "faces", _folder.Write("three.jsonl", Three), "--path", Path.Combine(_folder.Path, "kept"));
        // The folder is not open any more.
        await RunAsync("stats", "other");
        string[] to = command == "export" ? ["--to", Path.Combine(_folder.Path, "out.jsonl")] : [];

        var result = await RunAsync([command, name, "--path", Path.Combine(_folder.Path, folder), .. to]);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.EndsWith(sentence + "\n", result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.TrimEnd('\n').Split('\n'));
        Assert.Equal(["kept", "three.jsonl"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_folder_that_another_process_has_open_is_refused()
    {
        var kept = Path.Combine(_folder.Path, "kept");
        var file = _folder.Write("three.jsonl", Three);
        await RunAsync("import", "faces", file, "--path", kept);
        var result = await ToolProcess.RunAsync("store", "import", "faces", file, "--path", kept);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is open already", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_during_an_import_stops_it_and_tells_how_many_rows_are_in()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "The program mkfifo is not there, which makes a file that does not end.");
        var pipe = Path.Combine(_folder.Path, "rows.jsonl");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            await made.WaitForExitAsync(Token);
        using var tool = ToolProcess.StartInSession("store", "import", "stopped", pipe, "--addr", _host.Address);
        await using var rows = new StreamWriter(pipe);
        for (var i = 0; i < 2500; i++)
            await rows.WriteLineAsync($"{{\"key\": [{i}, 1], \"value\": \"{i}\"}}");
        await rows.FlushAsync(Token);
        while (await RowsAsync("stopped") < 2000)
            await Task.Yield();

        Signal.Send(tool.Id, Signal.Interrupt);

        var result = await tool.EndAsync();
        Assert.Equal((130, "", "stopped; 2,000 rows are in\n"), (result.ExitCode, result.Output, result.Errors));
        Assert.Equal(2000UL, await RowsAsync("stopped"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static JsonElement Json(ToolResult result)
    {
        Assert.True(result.ExitCode == 0, result.Errors);
        return JsonDocument.Parse(result.Output).RootElement;
    }

    private async Task<ToolResult> RunAsync(params string[] args)
    {
        using var tool = new RecordedTerminal();
        var exitCode = await tool.RunAsync(["store", .. args, "--addr", _host.Address]);
        return new ToolResult(exitCode, tool.Output, tool.Notes);
    }

    /// <summary>Runs a command with a host of its own.</summary>
    /// <param name="args">The arguments; the last is the property to read of what it prints.</param>
    private static async Task<(int ExitCode, string Value)> AloneAsync(params string[] args)
    {
        var result = await ToolProcess.RunAsync(["store", .. args[..^1]]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return (result.ExitCode, JsonDocument.Parse(result.Output).RootElement.GetProperty(args[^1]).ToString());
    }

    private async Task<string> ExportAsync(string name, params string[] more)
    {
        var file = Path.Combine(_folder.Path, "exported.jsonl");
        var result = await RunAsync(["export", name, "--to", file, .. more]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return await File.ReadAllTextAsync(file, Token);
    }

    private async Task<ulong> RowsAsync(string name) =>
        (await _host.Client.StatusAsync(new HealthMessage(), cancellationToken: Token)).Memory.Breakdown.GetValueOrDefault($"store://{name}@cpu#rows");
}
