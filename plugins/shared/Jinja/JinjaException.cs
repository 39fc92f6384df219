namespace LocalAI.Plugins.Jinja;

/// <summary>A template that cannot be read or rendered.</summary>
public sealed class JinjaException : Exception
{
    internal JinjaException(JinjaErrorKind kind, string reason, string template, int line, int column, Exception? cause = null)
        : base($"{template}, line {line}, column {column}: {reason}", cause)
    {
        Kind = kind;
        Reason = reason;
        Template = template;
        Line = line;
        Column = column;
    }

    /// <summary>What kind of failure this is.</summary>
    public JinjaErrorKind Kind { get; }

    /// <summary>The failure without its place.</summary>
    public string Reason { get; }

    /// <summary>The template's name.</summary>
    public string Template { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The column, from 1, in UTF-16 units.</summary>
    public int Column { get; }
}
