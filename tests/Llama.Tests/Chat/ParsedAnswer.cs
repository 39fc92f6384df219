using System.Text;
using System.Text.Json;
using LocalAI.Plugins.Llama.Chat.Parsing;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Tests.Chat;

/// <summary>A function's name and its arguments.</summary>
internal sealed record ParsedCall(string Name, JsonElement Arguments);

/// <summary>What an answer says, put together from its deltas as a client does it.</summary>
internal sealed record ParsedAnswer(string Content, string Reasoning, IReadOnlyList<ParsedCall> Calls)
{
    /// <summary>Feeds an answer to a parser in pieces of whole characters.</summary>
    /// <param name="parser">A new parser.</param>
    /// <param name="output">The answer.</param>
    /// <param name="size">Characters in a piece.</param>
    public static ParsedAnswer Read(ChatOutputParser parser, string output, int size)
    {
        var runes = output.EnumerateRunes().ToList();
        var deltas = new List<ChatDelta?>();
        foreach (var piece in runes.Chunk(size))
            deltas.Add(parser.Append(string.Concat(piece.Select(rune => rune.ToString()))));
        deltas.Add(parser.Finish());
        return From(deltas.OfType<ChatDelta>());
    }

    public static ParsedAnswer From(IEnumerable<ChatDelta> deltas)
    {
        var (content, reasoning) = (new StringBuilder(), new StringBuilder());
        var calls = new List<(string Name, StringBuilder Arguments)>();
        foreach (var delta in deltas)
        {
            content.Append(delta.Content);
            reasoning.Append(delta.ReasoningContent);
            foreach (var call in delta.ToolCalls)
            {
                if (call.Name.Length > 0)
                {
                    // A call begins once, in order, with its id.
                    Assert.Equal(calls.Count, call.Index);
                    Assert.NotEmpty(call.Id);
                    calls.Add((call.Name, new StringBuilder()));
                }
                else
                {
                    Assert.Empty(call.Id);
                }
                calls[call.Index].Arguments.Append(call.Arguments);
            }
        }
        return new ParsedAnswer(
            content.ToString(), reasoning.ToString(), [.. calls.Select(call => new ParsedCall(call.Name, Json(call.Arguments)))]);
    }

    public void AssertEquals(ParsedAnswer actual)
    {
        Assert.Equal(Content, actual.Content);
        Assert.Equal(Reasoning, actual.Reasoning);
        Assert.Equal(Calls.Select(call => call.Name), actual.Calls.Select(call => call.Name));
        foreach (var (expected, call) in Calls.Zip(actual.Calls))
        {
            Assert.True(
                JsonElement.DeepEquals(expected.Arguments, call.Arguments), $"{call.Name}: {call.Arguments}, not {expected.Arguments}");
        }
    }

    private static JsonElement Json(StringBuilder text)
    {
        using var document = JsonDocument.Parse(text.ToString(), new JsonDocumentOptions { MaxDepth = 64 });
        return document.RootElement.Clone();
    }
}
