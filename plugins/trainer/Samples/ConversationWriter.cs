using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Jinja;

namespace LocalAI.Plugins.Trainer.Samples;

/// <summary>
/// Writes conversations as a model's chat template does, and finds in what it wrote the assistant's turns: all that the template adds
/// between asking for a turn and its end.
/// </summary>
/// <param name="template">The chat template.</param>
/// <param name="begin">The text of the model's begin token, or empty.</param>
/// <param name="end">The text of the model's end token, or empty.</param>
internal sealed class ConversationWriter(JinjaTemplate template, string begin, string end)
{
    /// <summary>Writes a conversation of which every turn of the assistant is learnt.</summary>
    /// <param name="messages">The messages, at least one of them the assistant's.</param>
    /// <param name="tools">The tools, or undefined.</param>
    /// <param name="enablesThinking">Whether the template is told that the model thinks first; null where it is told nothing.</param>
    /// <param name="learnsFrom">The first message that can be learnt; those before it are only read.</param>
    /// <returns>
    /// One text; or, where the template writes earlier turns differently once others follow (without their thoughts, for one), a text for
    /// each turn of the assistant, in which that turn is learnt.
    /// </returns>
    /// <exception cref="EngineException">The template refuses the conversation.</exception>
    public IReadOnlyList<IReadOnlyList<Segment>> Write(
        IReadOnlyList<JsonElement> messages, JsonElement tools, bool? enablesThinking = null, int learnsFrom = 0)
    {
        var turns = new List<(string Before, string Through)>();
        for (var i = learnsFrom; i < messages.Count; i++)
        {
            if (Role(messages[i]) == "assistant")
            {
                turns.Add((
                    Render(messages.Take(i), tools, enablesThinking, asksForTurn: true),
                    Render(messages.Take(i + 1), tools, enablesThinking, asksForTurn: false)));
            }
        }
        if (turns.Count == 0)
        {
            throw new EngineException(
                EngineFailure.InvalidInput, "A conversation has no message of the role 'assistant', so nothing to learn.");
        }
        if (turns.Find(turn => !turn.Through.StartsWith(turn.Before, StringComparison.Ordinal)) is { Before: not null })
        {
            throw new EngineException(EngineFailure.InvalidInput,
                "The model's chat template writes a turn of the assistant differently from how it asks for one; "
                + "give another with chat_template.");
        }

        var isOneText = turns.Zip(turns.Skip(1)).All(pair => pair.Second.Before.StartsWith(pair.First.Through, StringComparison.Ordinal));
        return isOneText ? [Join(turns)] : [.. turns.Select(turn => Join([turn]))];
    }

    /// <summary>Writes what comes before an answer, up to where the assistant's turn begins.</summary>
    /// <exception cref="EngineException">The template refuses the conversation.</exception>
    public string WritePrompt(IReadOnlyList<JsonElement> messages, JsonElement tools, bool? enablesThinking = null) =>
        Render(messages, tools, enablesThinking, asksForTurn: true);

    private static List<Segment> Join(IEnumerable<(string Before, string Through)> turns)
    {
        var segments = new List<Segment>();
        var written = 0;
        foreach (var (before, through) in turns)
        {
            segments.Add(new Segment(before[written..], IsLearnt: false));
            // A line break behind the end of a turn belongs to the layout: no model writes it.
            var turn = through[before.Length..].TrimEnd('\n');
            segments.Add(new Segment(turn, IsLearnt: true));
            written = before.Length + turn.Length;
        }
        return segments;
    }

    private string Render(IEnumerable<JsonElement> messages, JsonElement tools, bool? enablesThinking, bool asksForTurn)
    {
        var inputs = new Dictionary<string, JinjaValue>
        {
            ["messages"] = JinjaValue.FromList(messages.Select(JinjaValue.From)),
            ["tools"] = tools.ValueKind == JsonValueKind.Undefined ? JinjaValue.None : JinjaValue.From(tools),
            ["add_generation_prompt"] = JinjaValue.From(asksForTurn),
            ["bos_token"] = JinjaValue.From(begin),
            ["eos_token"] = JinjaValue.From(end),
        };
        if (enablesThinking is { } thinks)
            inputs["enable_thinking"] = JinjaValue.From(thinks);
        try
        {
            return template.Render(JinjaValue.FromDict(inputs));
        }
        catch (JinjaException e)
        {
            throw new EngineException(EngineFailure.InvalidInput, $"The model's chat template refuses a conversation: {e.Message}", e);
        }
    }

    private static string? Role(JsonElement message) =>
        message.TryGetProperty("role", out var role) && role.ValueKind == JsonValueKind.String ? role.GetString() : null;
}
