namespace LocalAI.Plugins.Abstractions;

/// <summary>Why an engine could not answer. The set is closed: the host maps each value to one gRPC status.</summary>
public enum EngineFailure
{
    /// <summary>The engine or its native library failed on valid input (INTERNAL).</summary>
    Internal,

    /// <summary>The request is wrong: a value out of range, an unreadable image, a missing field (INVALID_ARGUMENT).</summary>
    InvalidInput,

    /// <summary>What the request names does not exist: a job, a file, a face (NOT_FOUND).</summary>
    NotFound,

    /// <summary>The model needed for this is not loaded (FAILED_PRECONDITION); LocalAI answers it with a new LoadModel.</summary>
    ModelNotLoaded,

    /// <summary>The engine or this model cannot do it (UNIMPLEMENTED).</summary>
    Unsupported,

    /// <summary>Memory, disk or a queue is full (RESOURCE_EXHAUSTED).</summary>
    ResourceExhausted,

    /// <summary>The file or folder may not be used (PERMISSION_DENIED).</summary>
    PermissionDenied,
}
