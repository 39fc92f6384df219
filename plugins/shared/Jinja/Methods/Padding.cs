namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>Fills a text up to a width in code points.</summary>
internal static class Padding
{
    public static StringValue Center(RenderState state, StringValue text, int width, string fill)
    {
        var missing = Missing(text, width);
        var left = missing / 2 + (missing & width & 1);
        return Pad(state, text, left, missing - left, fill);
    }

    public static StringValue Left(RenderState state, StringValue text, int width, string fill) =>
        Pad(state, text, 0, Missing(text, width), fill);

    public static StringValue Right(RenderState state, StringValue text, int width, string fill) =>
        Pad(state, text, Missing(text, width), 0, fill);

    public static StringValue Zeros(RenderState state, StringValue text, int width)
    {
        var missing = Missing(text, width);
        var sign = text.Text.StartsWith('-') || text.Text.StartsWith('+') ? 1 : 0;
        state.Budget.Text((long)text.Text.Length + missing);
        return missing == 0 ? text : new StringValue(text.Text.Insert(sign, new string('0', missing)), text.IsMarkup);
    }

    private static int Missing(StringValue text, int width) => Math.Max(0, width - text.CodePoints);

    private static StringValue Pad(RenderState state, StringValue text, int left, int right, string fill)
    {
        if (CodePoints.Count(fill) != 1)
            throw TemplateFault.Evaluation("The fill character must be exactly one character long");
        if (left + right == 0)
            return text;
        state.Budget.Text(text.Text.Length + fill.Length * ((long)left + right));
        return new StringValue(Repeat(fill, left) + text.Text + Repeat(fill, right), text.IsMarkup);
    }

    private static string Repeat(string fill, int count) =>
        fill.Length == 1 ? new string(fill[0], count) : string.Concat(Enumerable.Repeat(fill, count));
}
