namespace LocalAI.Plugins.Store.Postgres;

/// <summary>A namespace's row in the table of namespaces. Who writes locks it, so it is true of the keys at every moment.</summary>
/// <param name="Dimension">Numbers of a key; 0 while there is none.</param>
/// <param name="Rows">Keys.</param>
internal readonly record struct NamespaceHeader(int Dimension, long Rows);
