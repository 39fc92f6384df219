namespace LocalAI.Plugins.Store.Durability;

/// <summary>What a frame says; the numbers are in the files.</summary>
internal enum FrameKind
{
    /// <summary>These keys have these values.</summary>
    Set = 1,

    /// <summary>These keys are gone.</summary>
    Delete = 2,

    /// <summary>The snapshot is whole, and has so many rows.</summary>
    End = 3,
}
