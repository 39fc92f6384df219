namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>str.replace.</summary>
internal static class Replacing
{
    /// <param name="state">What counts.</param>
    /// <param name="text">The text.</param>
    /// <param name="old">What is replaced; an empty string stands between all characters.</param>
    /// <param name="replacement">What comes in its place.</param>
    /// <param name="count">How often at most; below 0 for always.</param>
    public static StringValue Replace(RenderState state, StringValue text, string old, string replacement, int count)
    {
        if (count == 0)
            return text;
        var start = state.Buffer.Length;
        if (old.Length == 0)
            Interleave(state, text.Text, replacement, count < 0 ? int.MaxValue : count);
        else if (!TryReplace(state, text.Text, old, replacement, count < 0 ? int.MaxValue : count))
            return text;
        return state.Made(state.Buffer.Take(start), text.IsMarkup);
    }

    private static bool TryReplace(RenderState state, string text, string old, string replacement, int count)
    {
        var at = 0;
        var next = TextSearch.IndexOf(state.Budget, text, old);
        if (next < 0)
            return false;
        for (; next >= 0 && count > 0; count--)
        {
            state.Buffer.Append(text.AsSpan(at, next - at));
            state.Buffer.Append(replacement);
            at = next + old.Length;
            next = TextSearch.IndexOf(state.Budget, text, old, at);
        }
        state.Buffer.Append(text.AsSpan(at));
        return true;
    }

    private static void Interleave(RenderState state, string text, string replacement, int count)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (count-- > 0)
                state.Buffer.Append(replacement);
            state.Buffer.Append(text[i]);
            if (CodePoints.IsPair(text, i))
                state.Buffer.Append(text[++i]);
        }
        if (count > 0)
            state.Buffer.Append(replacement);
    }
}
