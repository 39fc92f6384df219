namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>How a decode ended.</summary>
internal enum DecodeOutcome
{
    Done,

    /// <summary>The cache has no place for the batch; nothing was changed.</summary>
    NoRoom,

    /// <summary>Stopped on request; a part of the batch may be in the cache.</summary>
    Aborted,

    /// <summary>The computation failed; a part of the batch may be in the cache.</summary>
    Failed,
}
