namespace LocalAI.Plugins.Jinja.Lexing;

/// <summary>A template's text with \n for every line end and without the last one, and the places in it.</summary>
internal sealed class SourceText
{
    public SourceText(string source, string name)
    {
        Name = name;
        var text = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        Text = text.EndsWith('\n') ? text[..^1] : text;
    }

    public string Name { get; }

    public string Text { get; }

    /// <summary>A failure at a place.</summary>
    public JinjaException Fail(TemplateFault fault, int offset)
    {
        offset = Math.Clamp(fault.Offset ?? offset, 0, Text.Length);
        var before = Text.AsSpan(0, offset);
        var line = before.Count('\n') + 1;
        return new JinjaException(fault.Kind, fault.Message, Name, line, offset - before.LastIndexOf('\n'), fault);
    }
}
