namespace LocalAI.Plugins.Store.Index;

/// <summary>A graph that answers.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Width">How wide walks are.</param>
internal sealed record SearchableGraph(Graph Graph, SearchWidth Width);
