namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>
/// What stands around a call and what around all of them: one call shows both at once, two calls show what comes between.
/// </summary>
/// <param name="SectionStart">Before the first call.</param>
/// <param name="CallStart">Before each call.</param>
/// <param name="CallEnd">Behind each call.</param>
/// <param name="SectionEnd">Behind the last.</param>
/// <param name="Separator">Between two calls, outside of their own markers.</param>
internal sealed record CallBorders(string SectionStart, string CallStart, string CallEnd, string SectionEnd, string Separator)
{
    /// <param name="before">Before the only call.</param>
    /// <param name="after">Behind it, up to the end.</param>
    /// <param name="between">Between two calls; null where the template takes only one.</param>
    /// <param name="tail">What the template writes behind any answer.</param>
    /// <param name="marker">What begins markers of several kinds, so that its beginning tells nothing.</param>
    public static CallBorders Find(string before, string after, string? between, string tail, string marker)
    {
        after = CutTail(after, tail);
        if (between is null)
            return new CallBorders("", before, after, "", "");

        var end = Markup.CommonStart(between, after);
        for (var shared = marker.Length; shared > 0; shared--)
        {
            if (end.EndsWith(marker[..shared], StringComparison.Ordinal))
            {
                end = end[..^shared];
                break;
            }
        }
        var rest = between[end.Length..];
        var start = Markup.CommonEnd(before, rest);
        var section = before[..^start.Length];
        return new CallBorders(section, start, end, SectionEndIn(section, after[end.Length..]), rest[..^start.Length]);
    }

    /// <param name="before">Before a list of calls.</param>
    /// <param name="after">Behind it, up to the end.</param>
    public static CallBorders OfList(string before, string after) => new(before, "", "", SectionEndIn(before, after), ",");

    /// <summary>A section ends with as many markers as it begins with; what follows ends the turn.</summary>
    private static string SectionEndIn(string start, string after)
    {
        if (start.Trim().Length == 0)
            return "";
        var tags = Math.Max(1, Markup.Tags(start).Count);
        var end = "";
        while (tags-- > 0 && after.Length > 0)
        {
            var (first, rest) = Markup.SplitTag(after);
            end += first;
            after = rest;
        }
        return end;
    }

    private static string CutTail(string after, string tail)
    {
        var marker = Markup.Tags(tail) is [var first, ..] ? first : tail.Trim();
        var at = marker.Length == 0 ? -1 : after.IndexOf(marker, StringComparison.Ordinal);
        return at < 0 ? after : after[..at];
    }
}
