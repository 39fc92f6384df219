using LocalAI.Plugins.Jinja.Statements;

namespace LocalAI.Plugins.Jinja.Scoping;

/// <summary>What all scopes of a template share.</summary>
internal sealed class TemplateScope
{
    /// <summary>The names that come from outside of the template.</summary>
    public SortedSet<string> FreeNames { get; } = new(StringComparer.Ordinal);

    private const long MostCopies = 5_000_000;

    private long _copies;

    /// <summary>Whether a block has to see the variables of the top level.</summary>
    public bool HasBlocks { get; set; }

    /// <summary>The blocks that self can render again.</summary>
    public Dictionary<string, BlockStatement> Blocks { get; } = [];

    /// <summary>Counts the names that a branch of an if takes over; that many happen only in a template which is made for it.</summary>
    public void Copies(int names)
    {
        _copies += names;
        if (_copies > MostCopies)
            throw TemplateFault.Limit("The template has too many variables for its many branches.");
    }
}
