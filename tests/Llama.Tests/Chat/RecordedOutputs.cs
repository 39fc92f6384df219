using System.Text.Json;
using LocalAI.Plugins.Llama.Chat.Tools;

namespace LocalAI.Plugins.Llama.Tests.Chat;

/// <summary>Answers in the formats of known models, with what they say; each file tells where its answers come from.</summary>
internal static class RecordedOutputs
{
    private static readonly string Folder = Path.Combine(SolutionFolder.Path, "tests", "Llama.Tests", "Chat", "Data");

    /// <summary>The functions that the answers call.</summary>
    public static ToolList Tools { get; } = ReadTools();

    public static IEnumerable<RecordedOutput> All { get; } = [.. Directory.GetFiles(Folder, "*.json")
        .Where(file => Path.GetFileName(file) != "tools.json").Order(StringComparer.Ordinal).SelectMany(Read)];

    private static IEnumerable<RecordedOutput> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var template = document.RootElement.GetProperty("template").GetString()!;
        foreach (var recorded in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            yield return new RecordedOutput(
                template,
                recorded.GetProperty("name").GetString()!,
                recorded.GetProperty("starts_in_reasoning").GetBoolean(),
                recorded.GetProperty("output").GetString()!,
                new ParsedAnswer(
                    recorded.GetProperty("content").GetString()!,
                    recorded.GetProperty("reasoning").GetString()!,
                    [.. recorded.GetProperty("calls").EnumerateArray().Select(call => new ParsedCall(
                        call.GetProperty("name").GetString()!, call.GetProperty("arguments").Clone()))]));
        }
    }

    private static ToolList ReadTools()
    {
        Assert.True(ToolList.TryRead(File.ReadAllText(Path.Combine(Folder, "tools.json")), out var tools, out var fault), fault);
        return tools;
    }
}

/// <summary>One answer and what it says.</summary>
internal sealed record RecordedOutput(string Template, string Name, bool StartsInReasoning, string Output, ParsedAnswer Expected);
