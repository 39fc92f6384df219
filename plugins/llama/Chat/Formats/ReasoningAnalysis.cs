using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>Finds what a template writes around thoughts and around the answer after them.</summary>
internal static class ReasoningAnalysis
{
    private static readonly string[] ThinkingWords = ["think", "reason", "thought"];

    public static ReasoningMarkers Find(TemplateProbe probe)
    {
        var found = FromAnswer(probe) ?? FromCalls(probe) ?? FromParts(probe) ?? FromPrompts(probe) ?? FromEarlier(probe)
            ?? ReasoningMarkers.None;
        if (found.Start.Length == 0 && found.Exist)
        {
            // The prompt begins the thought, and the template leaves that out of earlier answers.
            var prompt = probe.Prompt(null) ?? "";
            var start = prompt[Markup.CommonStart(prompt, probe.Header).Length..].Trim();
            if (start.Length == 0)
            {
                start = Markup.Tags(probe.Header.Between(TemplateProbe.Question, ""))
                    .LastOrDefault(tag => IsAboutThinking(tag) && tag != found.End) ?? "";
            }
            found = found with { Start = start };
        }
        return found;
    }

    /// <summary>What stands before an answer without thoughts, but for the markers of thoughts.</summary>
    public static string ContentStart(TemplateProbe probe, ReasoningMarkers reasoning)
    {
        var before = WithoutReasoning(probe.Plain!.Between(TemplateProbe.Question, TemplateProbe.Answer), reasoning);
        var header = WithoutReasoning(probe.Header.Between(TemplateProbe.Question, ""), reasoning);
        if (!before.StartsWith(header, StringComparison.Ordinal))
            return "";
        var start = before[header.Length..];
        // A mere word is one only with the line's end behind it.
        return Markup.Tags(start).Count == 0 ? start.TrimStart() : start.Trim();
    }

    /// <summary>What ends an answer that has a marker before it: as many markers, if the turn's own end follows them.</summary>
    public static string ContentEnd(TemplateProbe probe, string contentStart)
    {
        var (end, rest) = ("", probe.PlainTail);
        for (var tags = Markup.Tags(contentStart).Count; tags > 0; tags--)
        {
            (var first, rest) = Markup.SplitTag(rest);
            end += first;
        }
        return rest.Trim().Length > 0 ? end.Trim() : "";
    }

    /// <summary>A text without markers of an empty thought.</summary>
    public static string WithoutReasoning(string text, ReasoningMarkers reasoning)
    {
        foreach (var marker in new[] { reasoning.Start, reasoning.End }.Where(marker => marker.Length > 0))
        {
            var at = text.IndexOf(marker, StringComparison.Ordinal);
            if (at >= 0)
                text = text[..at].TrimEnd() + text[(at + marker.Length)..].TrimStart();
        }
        return text;
    }

    private static ReasoningMarkers? FromAnswer(TemplateProbe probe)
    {
        var text = probe.Render(TemplateProbe.AddThought(new JsonObject { ["role"] = "assistant", ["content"] = TemplateProbe.Answer }));
        if (text is null || !Follow(text, TemplateProbe.Thought, TemplateProbe.Answer))
            return null;
        var end = text.Between(TemplateProbe.Thought, TemplateProbe.Answer);
        // What stands before an answer in any case belongs to the answer.
        var content = probe.Plain!.Between(probe.Header, TemplateProbe.Answer).Trim();
        if (content.Length > 0 && end.TrimEnd().EndsWith(content, StringComparison.Ordinal) && end.Trim() != content)
            end = end.TrimEnd()[..^content.Length];
        var start = text[..text.IndexOf(TemplateProbe.Thought, StringComparison.Ordinal)].Trim();
        return end.Trim().Length == 0 ? null : new ReasoningMarkers(start, end.Trim());
    }

    /// <summary>Some templates keep a thought only where calls follow.</summary>
    private static ReasoningMarkers? FromCalls(TemplateProbe probe)
    {
        var call = TemplateProbe.Call(TemplateProbe.FirstFunction, TemplateProbe.FirstId, []);
        if (probe.RenderCalls(null, call) is not { } without || probe.RenderCalls(TemplateProbe.Thought, call) is not { } with
            || !Follow(with, TemplateProbe.Thought, TemplateProbe.FirstFunction))
        {
            return null;
        }
        var rest = with.Between(TemplateProbe.Thought, "");
        var end = rest.EndsWith(without, StringComparison.Ordinal) ? rest[..^without.Length] : Markup.SplitTag(rest).First;
        return new ReasoningMarkers(with[..with.IndexOf(TemplateProbe.Thought, StringComparison.Ordinal)].Trim(), end.Trim());
    }

    /// <summary>Some templates take thoughts as parts of the content.</summary>
    private static ReasoningMarkers? FromParts(TemplateProbe probe)
    {
        var parts = new JsonArray(
            new JsonObject { ["type"] = "thinking", ["thinking"] = TemplateProbe.Thought },
            new JsonObject { ["type"] = "text", ["text"] = TemplateProbe.Answer });
        var text = probe.Render(new JsonObject { ["role"] = "assistant", ["content"] = parts });
        if (text is null || !Follow(text, TemplateProbe.Thought, TemplateProbe.Answer))
            return null;
        var start = text[..text.IndexOf(TemplateProbe.Thought, StringComparison.Ordinal)].Trim();
        var end = text.Between(TemplateProbe.Thought, TemplateProbe.Answer).Trim();
        return Markup.Tags(start) is [var first] && first == start && Markup.Tags(end) is [var last] && last == end
            ? new ReasoningMarkers(start, end)
            : null;
    }

    /// <summary>A prompt that begins a thought, or that begins and ends an empty one.</summary>
    private static ReasoningMarkers? FromPrompts(TemplateProbe probe)
    {
        // Some templates write an empty thought before an answer that has none.
        var plain = probe.Plain!.Between(TemplateProbe.Question, TemplateProbe.Answer);
        foreach (var text in (string?[])[probe.Prompt(true), probe.Prompt(null), probe.Prompt(false), plain])
        {
            var tags = Markup.Tags(text?.Between(TemplateProbe.Question, "") ?? "").Where(IsAboutThinking).ToList();
            if (tags is [.., var start, var end] && end == Closing(start))
                return new ReasoningMarkers(start, end);
            if (tags is [.., var only] && !only.Contains('/', StringComparison.Ordinal))
                return new ReasoningMarkers(only, Closing(only));
        }
        return null;
    }

    private static ReasoningMarkers? FromEarlier(TemplateProbe probe)
    {
        var text = probe.RenderEarlier(
            ReasoningMarkers.Usual.Start + TemplateProbe.Thought + ReasoningMarkers.Usual.End + TemplateProbe.Answer);
        return text is not null && text.Contains(TemplateProbe.Answer, StringComparison.Ordinal)
            && !text.Contains(TemplateProbe.Thought, StringComparison.Ordinal) ? ReasoningMarkers.Usual : null;
    }

    private static bool IsAboutThinking(string tag) => ThinkingWords.Any(word => tag.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string Closing(string tag) => tag[0] + "/" + tag[1..];

    private static bool Follow(string text, string first, string second)
    {
        var at = text.IndexOf(first, StringComparison.Ordinal);
        return at >= 0 && text.IndexOf(second, at, StringComparison.Ordinal) > 0;
    }
}
