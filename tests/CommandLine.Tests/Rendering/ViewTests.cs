using System.Text.Json;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Tests.Rendering;

public sealed class ViewTests : IDisposable
{
    private readonly RecordedTerminal _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public void A_plugin_that_cannot_be_used_says_why()
    {
        PluginsView.Write(_terminal.Terminal, Json("""
            [{"name":"llama","state":"Available","reason":"","manifest":{"version":"1.2.3","rpcs":["Predict","Embedding"],"devices":["cpu"],
              "models":{"extensions":[".gguf"],"files":[],"names":["store://"]}}},
             {"name":"broken","state":"Faulty","reason":"its manifest [here] is empty.","manifest":null}]
            """));
        var lines = Lines();
        Assert.Matches("^llama +1.2.3 +available +Predict, Embedding +cpu +.gguf, store://$", lines[1]);
        Assert.Matches(@"^broken +faulty: its manifest \[here\] is empty\.$", lines[2]);
    }

    [Fact]
    public void A_device_shows_its_memory()
    {
        DevicesView.Write(_terminal.Terminal, Json("""[{"id":"cuda:0","name":"Card","memoryBytes":1610612736,"driver":"560.1"}]"""));
        Assert.Matches(@"^cuda:0 +Card +1\.5 GiB +560\.1$", Lines()[1]);
    }

    [Fact]
    public void Memory_of_one_model_is_listed_once()
    {
        Dictionary<string, ulong> memory = new() { ["weights"] = 2048, ["m.gguf@cpu/weights"] = 2048 };
        StatusView.Write(_terminal.Terminal, new StatusResult("ready", 2048, memory));
        Assert.Equal(["state: ready", "memory    size", "weights  2 KiB", "total    2 KiB"], Lines());
    }

    [Fact]
    public void Memory_of_two_models_is_listed_for_each()
    {
        Dictionary<string, ulong> memory = new() { ["weights"] = 3, ["a@cpu/weights"] = 2, ["b@cpu/weights"] = 1 };
        StatusView.Write(_terminal.Terminal, new StatusResult("ready", 3, memory));
        Assert.Contains(Lines(), line => line.StartsWith("a@cpu/weights", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(5368709120, "5 GiB")]
    public void Sizes_are_written_for_people(ulong bytes, string text) => Assert.Equal(text, StatusView.Size(bytes));

    [Fact]
    public void Texts_are_shown_as_they_are_and_compared()
    {
        IReadOnlyList<float>[] vectors = [[1, 0], [0, 1]];
        EmbeddingView.Write(_terminal.Terminal, ["[red]a[/]", "b"], vectors, CosineSimilarity.Matrix(vectors));
        Assert.Matches(@"^1 +\[red\]a\[/\] +2 +1\.0000 0\.0000$", Lines()[1]);
        Assert.Matches(@"^1 +1\.000 +0\.000$", Lines()[^2]);
    }

    [Fact]
    public void Ranked_texts_show_their_score_and_place()
    {
        RerankView.Write(_terminal.Terminal,
            [new DocumentResult { Index = 1, RelevanceScore = 2.5f, Text = "[b]" }, new DocumentResult { Index = 0, RelevanceScore = -1, Text = "a" }]);
        Assert.Matches(@"^2\.5000 +2 +\[b\]$", Lines()[1]);
        Assert.Matches(@"^-1\.0000 +1 +a$", Lines()[2]);
    }

    [Fact]
    public void Statistics_tell_the_rate_and_the_time_of_the_prompt()
    {
        var reply = new Reply { Tokens = 50, PromptTokens = 5, TimingPromptProcessing = 12.34, TimingTokenGeneration = 500 };
        Assert.Equal("50 tokens, 100.0 tokens/s; prompt: 5 tokens in 12.3 ms", GenerationStatistics.Of(reply, TimeSpan.Zero).ToString());
    }

    [Fact]
    public void The_load_display_fits_into_the_terminal()
    {
        var line = LoadDisplay.Describe("Loading m.gguf", TimeSpan.FromSeconds(1.26), new string('x', 200), 60);
        Assert.StartsWith("Loading m.gguf 1.3 s [dim]xxx", line, StringComparison.Ordinal);
        Assert.InRange(line.Length - "[dim][/]".Length, 40, 58);
    }

    [Fact]
    public void Nothing_is_coloured_or_wrapped_where_there_is_no_terminal()
    {
        _terminal.Terminal.WriteError(new string('x', 50) + " " + new string('y', 500));
        Assert.DoesNotContain('\e', _terminal.Notes);
        Assert.Single(_terminal.Notes.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Vectors_without_length_are_alike_to_nothing() =>
        Assert.Equal([[0, 0], [0, 1]], CosineSimilarity.Matrix([[0f, 0f], [1f, 1f]]).Select(row => row.Select(value => Math.Round(value, 6))));

    private string[] Lines() => [.. _terminal.Output.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
