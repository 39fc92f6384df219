using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Parsing;
using LocalAI.Plugins.Llama.Chat.Reasoning;

namespace LocalAI.Plugins.Llama.Tests.Chat.Parsing;

/// <summary>Answers made of pieces of real ones, in any order: whatever a model writes, nothing breaks.</summary>
public sealed class RandomOutputTests
{
    private const int Outputs = 300;

    public static TheoryData<string> Templates =>
    [
        "Qwen-Qwen3-0.6B.jinja", "Qwen3.5-4B.jinja", "GLM-4.7-Flash.jinja", "mistralai-Mistral-Nemo-Instruct-2407.jinja",
        "Mistral-Small-3.2-24B-Instruct-2506.jinja", "google-gemma-4-31B-it-interleaved.jinja", "LFM2.5-8B-A1B.jinja", "MiniMax-M3.jinja",
        "moonshotai-Kimi-K2.jinja", "upstage-Solar-Open-100B.jinja", "meta-llama-Llama-3.1-8B-Instruct.jinja", "openbmb-MiniCPM5-1B.jinja",
        "deepseek-ai-DeepSeek-R1-Distill-Qwen-32B.jinja", ChatTemplates.Harmony,
    ];

    [Theory]
    [MemberData(nameof(Templates))]
    public void Garbage_parses_the_same_however_it_is_cut(string template)
    {
        var format = ChatTemplates.FormatOf(template);
        var random = new Random(template.Length);
        var pieces = Pieces(format, template);
        for (var round = 0; round < Outputs; round++)
        {
            var words = Enumerable.Range(0, 6).Select(number => $"word{number}").ToArray();
            var parts = words.SelectMany(word =>
                (string[])[.. random.GetItems(pieces, random.Next(4)), random.Next(2) == 0 ? $" {word} " : word]);
            var output = string.Concat(parts);
            var starts = random.Next(2) == 0;

            var whole = Parse(format, output, 1_000_000, starts);
            foreach (var size in (int[])[1, 2, 3, 7])
                Check(whole, Parse(format, output, size, starts), output, size);
            if (whole.Calls.Count == 0)
            {
                var text = whole.Content + whole.Reasoning;
                Assert.All(words, word => Assert.True(text.Contains(word, StringComparison.Ordinal), $"{word} of {output}"));
            }
        }
    }

    private static void Check(ParsedAnswer whole, ParsedAnswer cut, string output, int size)
    {
        try
        {
            whole.AssertEquals(cut);
        }
        catch (Xunit.Sdk.XunitException e)
        {
            throw new InvalidOperationException($"In pieces of {size}: {output}\n{e.Message}", e);
        }
    }

    private static ParsedAnswer Parse(ToolFormat format, string output, int size, bool starts) =>
        ParsedAnswer.Read(new ChatOutputParser(format, RecordedOutputs.Tools, ReasoningFormat.Auto, starts), output, size);

    /// <summary>Markers, halves of them, and pieces of recorded answers.</summary>
    private static string[] Pieces(ToolFormat format, string template)
    {
        string[] markers = template == ChatTemplates.Harmony
            ? ["<|start|>", "<|channel|>", "<|message|>", "<|end|>", "<|call|>", "assistant", "analysis",
                "commentary to=functions.ping", "final"]
            : [.. format.Markers];
        var recorded = RecordedOutputs.All.Where(output => output.Template == template)
            .SelectMany(output => output.Output.Chunk(11).Select(chunk => new string(chunk)))
            .Where(text => !text.Any(char.IsSurrogate)).ToArray();
        return [.. markers, .. markers.Select(marker => marker[..(marker.Length / 2)]), .. recorded.Take(60),
            "{", "}", "[", "]", "\"", "'", ":", ",", "=", "\\", "\n", " ", "ping",
            "{\"name\": \"ping\", \"arguments\": ", "{\"a\": 1}", "\\u12", "1.5"];
    }
}
