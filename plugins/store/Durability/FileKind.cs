namespace LocalAI.Plugins.Store.Durability;

/// <summary>The kinds of files in a namespace's folder; the numbers are in the files.</summary>
internal enum FileKind
{
    /// <summary>Changes, in the order in which they were made.</summary>
    Log = 1,

    /// <summary>All rows as they were after the log of the same number.</summary>
    Snapshot = 2,
}
