namespace LocalAI.CommandLine.Stores;

/// <summary>A row of a file.</summary>
internal readonly record struct ImportRow(StoreRow Row, RowPlace Place);
