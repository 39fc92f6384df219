namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>HTML that is safe as it is, and the escaping that makes it so.</summary>
internal static class Markup
{
    /// <summary>The value as markup; markup stays as it is.</summary>
    public static StringValue Escape(StringValue text) => text.IsMarkup ? text : new StringValue(Escaped(text.Text), true);

    public static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal)
        .Replace("\"", "&#34;", StringComparison.Ordinal);
}
