namespace LocalAI.Plugins.Jinja.Values;

/// <summary>A string. Python counts code points where .NET counts UTF-16 units; the two differ only where there are surrogates.</summary>
internal sealed class StringValue(string text, bool isMarkup = false) : JinjaValue
{
    public static readonly StringValue Empty = new("");

    private static readonly StringValue[] Ascii = [.. Enumerable.Range(0, 128).Select(c => new StringValue(((char)c).ToString()))];

    private int _codePoints = -1;
    private int _hash;

    public string Text { get; } = text;

    /// <summary>Whether it is safe HTML: what is joined with it gets escaped.</summary>
    public bool IsMarkup { get; } = isMarkup;

    /// <summary>Whether a code point is a UTF-16 unit.</summary>
    public bool IsFlat => CodePoints == Text.Length;

    /// <summary>How many code points there are.</summary>
    public int CodePoints => _codePoints >= 0 ? _codePoints : _codePoints = Strings.CodePoints.Count(Text);

    internal override string TypeName => IsMarkup ? "Markup" : "str";

    internal override bool IsTrue => Text.Length > 0;

    internal override int? Length => CodePoints;

    public static StringValue Of(char character) => character < Ascii.Length ? Ascii[character] : new StringValue(character.ToString());

    public override int GetHashCode() => _hash != 0 ? _hash : _hash = string.GetHashCode(Text) | 1;

    public override bool Equals(object? obj) => obj is StringValue other && other.Text == Text;

    internal override IEnumerable<JinjaValue> Iterate()
    {
        for (var i = 0; i < Text.Length; i++)
        {
            if (Strings.CodePoints.IsPair(Text, i))
                yield return new StringValue(Text.Substring(i++, 2));
            else
                yield return Of(Text[i]);
        }
    }

    internal override void AppendText(TextBuffer buffer) => buffer.Append(Text);

    internal override void AppendRepr(TextBuffer buffer)
    {
        if (IsMarkup)
            buffer.Append("Markup(");
        Strings.StringRepr.Append(buffer, Text);
        if (IsMarkup)
            buffer.Append(')');
    }
}
