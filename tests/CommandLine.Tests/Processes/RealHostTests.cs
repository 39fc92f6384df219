using System.Text.Json;
using System.Text.RegularExpressions;

namespace LocalAI.CommandLine.Tests.Processes;

/// <summary>The tool, run.sh, the host and the llama engine, as a user runs them.</summary>
public class RealHostTests
{
    private const string Story = ", there was a little girl named Lily. She loved to play outside in the park.";

    [Fact]
    public async Task Complete_writes_the_text_to_stdout_and_the_statistics_to_stderr()
    {
        var result = await ToolProcess.RunAsync(
            "complete", "Once upon a time", "--model", Repository.Stories(), "--temperature", "0", "--tokens", "30");
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(Story[..60], result.Output, StringComparison.Ordinal);
        Assert.Matches(@"^30 tokens, [0-9.]+ tokens/s; prompt: 5 tokens in [0-9.]+ ms\n$", result.Errors);
    }

    [Fact]
    public async Task Complete_with_json_prints_one_object_and_nothing_else()
    {
        var result = await ToolProcess.RunAsync(
            "complete", "Once upon a time", "--model", Repository.Stories(), "--temperature", "0", "--tokens", "8", "--logprobs", "1", "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Errors);
        var json = JsonDocument.Parse(result.Output).RootElement;
        Assert.StartsWith(json.GetProperty("text").GetString()!, Story, StringComparison.Ordinal);
        Assert.Equal(8, json.GetProperty("tokens").GetInt32());
        Assert.Equal(5, json.GetProperty("prompt_tokens").GetInt32());
        Assert.True(json.GetProperty("timings").GetProperty("tokens_per_second").GetDouble() > 0);
        Assert.Equal(8, json.GetProperty("logprobs").GetProperty("content").GetArrayLength());
    }

    [Fact]
    public async Task Complete_ends_before_a_stop_text()
    {
        var result = await ToolProcess.RunAsync(
            "complete", "Once upon a time", "--model", Repository.Stories(), "--temperature", "0", "--stop", " Lily", "--stop", "park");
        Assert.Equal(", there was a little girl named\n", result.Output);
    }

    [Fact]
    public async Task Chat_answers_line_by_line_and_starts_over()
    {
        const string Template = "chat_template:{% for message in messages %}{{ message.content }}{% endfor %}";
        var result = await ToolProcess.TalkAsync(
            "Once upon a time\n/new\nOnce upon a time\n/bye\nnever said\n",
            "chat", "--model", Repository.Stories(), "--option", Template, "--temperature", "0", "--tokens", "8");
        Assert.Equal((0, ", there was a little girl\n, there was a little girl\n"), (result.ExitCode, result.Output));
        Assert.Equal(2, Regex.Count(result.Errors, "^8 tokens, ", RegexOptions.Multiline));
    }

    [Fact]
    public async Task Chat_asks_for_what_a_called_tool_gives()
    {
        using var folder = new TemporaryFolder();
        var tools = Path.Combine(folder.Path, "tools.json");
        await File.WriteAllTextAsync(
            tools, """[{"name": "look", "parameters": {"type": "object", "properties": {"at": {"enum": ["sky"]}}, "required": ["at"]}}]""",
            TestContext.Current.CancellationToken);
        var result = await ToolProcess.TalkAsync(
            "What is up?\n", "chat", "--model", Repository.Stories(), "--context", "2048", "--tools", tools, "--tool-choice", "look",
            "--option", $"chat_template:{Repository.Template("Qwen-Qwen3-0.6B.jinja")}", "--temperature", "0", "--tokens", "200");
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Matches("""(?m)^look \{ ?"at": ?"sky" ?\}$""", result.Errors);
    }

    [Fact]
    public async Task Tokenize_prints_the_ids()
    {
        var result = await ToolProcess.RunAsync("tokenize", "Once upon a time", "--model", Repository.Stories());
        Assert.Equal((0, "403 407 261 378\n", "4 tokens\n"), (result.ExitCode, result.Output, result.Errors));
    }

    [Fact]
    public async Task Embed_compares_texts()
    {
        var result = await ToolProcess.RunAsync(
            "embed", "a big dog", "a big dog", "Lily was sad", "--model", Repository.Stories(), "--pooling", "mean", "--json");
        Assert.Equal(0, result.ExitCode);
        var json = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(64, json.GetProperty("dimension").GetInt32());
        Assert.All(json.GetProperty("embeddings").EnumerateArray(), vector => Assert.Equal(64, vector.GetArrayLength()));
        var first = json.GetProperty("cosine")[0];
        Assert.Equal(1, first[1].GetDouble(), 4);
        Assert.InRange(first[2].GetDouble(), -1, 0.999);
    }

    [Fact]
    public async Task Embed_says_what_to_do_when_the_model_gives_a_vector_for_each_token()
    {
        var result = await ToolProcess.RunAsync("embed", "one", "one two three four", "--model", Repository.Stories());
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--pooling mean", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Rerank_tells_a_model_without_a_head_from_a_reranker()
    {
        var result = await ToolProcess.RunAsync("rerank", "a big dog", "a cat", "a dog", "--model", Repository.Stories());
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("has no classification head", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output.Trim());
    }

    [Fact]
    public async Task Quantize_writes_a_smaller_file_that_tells_the_same_story()
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync(
            "quantize", Repository.Stories(), "q8_0", "--to", folder.Path, "--option", "threads:1", "--json");
        Assert.True(result.ExitCode == 0, result.Errors);
        var json = JsonDocument.Parse(result.Output).RootElement;
        var file = json.GetProperty("output_file").GetString()!;
        Assert.Equal(Path.Combine(folder.Path, "model-q8_0.gguf"), file);
        Assert.Equal(new FileInfo(file).Length / 1048576.0, json.GetProperty("file_size_mb").GetDouble(), 2);
        Assert.Contains("quantizing: ", result.Errors, StringComparison.Ordinal);

        var story = await ToolProcess.RunAsync("complete", "Once upon a time", "--model", file, "--temperature", "0", "--tokens", "20");
        Assert.StartsWith(Story[..60], story.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quantize_says_in_one_sentence_what_is_wrong()
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync("quantize", Repository.Stories(), "q9_9", "--to", folder.Path);
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("quantization_type is 'q9_9'; use one of ", result.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Status_shows_the_memory_of_a_loaded_model()
    {
        var result = await ToolProcess.RunAsync("status", "--model", Repository.Stories(), "--json");
        var json = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal("ready", json.GetProperty("state").GetString());
        Assert.True(json.GetProperty("memory").GetProperty("weights").GetUInt64() > 100_000);
    }

    [Fact]
    public async Task A_file_that_is_no_model_is_one_sentence_and_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync("complete", "x", "--model", folder.Write("bad.gguf", "this is no model"));
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output.Trim());
        Assert.Contains("bad.gguf", result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Plugins_and_devices_are_listed()
    {
        var plugins = await ToolProcess.RunAsync("plugins");
        Assert.Matches(new Regex("^llama +[0-9.]+ +available +Predict, ", RegexOptions.Multiline), plugins.Output);
        var devices = await ToolProcess.RunAsync("devices", "--json");
        Assert.Contains(JsonDocument.Parse(devices.Output).RootElement.EnumerateArray(), device => device.GetProperty("id").GetString() == "cpu");
    }

    [Fact]
    public async Task Demo_shows_everything_once()
    {
        var result = await ToolProcess.RunAsync("demo");
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain('\e', result.Output);
        string[] parts =
        [
            "Plugins", "llama", "Devices", "cpu", "tiny-chat", "Once upon a time,", "tokens/s", "weights", "It answers", "Paris",
            "It calls tools", "Next",
        ];
        var place = 0;
        foreach (var part in parts)
        {
            var found = result.Output.IndexOf(part, place, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' is missing, or comes too early.");
            place = found;
        }
        Assert.Contains("""get_weather {"location": "Paris, France"}""", result.Errors, StringComparison.Ordinal);
    }
}
