namespace LocalAI.Plugins.Jinja.Rendering;

/// <summary>How a statement ended.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}
