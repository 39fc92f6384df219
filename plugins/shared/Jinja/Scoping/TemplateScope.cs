namespace LocalAI.Plugins.Jinja.Scoping;

/// <summary>What all scopes of a template share.</summary>
internal sealed class TemplateScope
{
    /// <summary>The names that come from outside of the template.</summary>
    public SortedSet<string> FreeNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a block has to see the variables of the top level.</summary>
    public bool HasBlocks { get; set; }
}
