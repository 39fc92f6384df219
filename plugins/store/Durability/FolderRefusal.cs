using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>Why a folder cannot be used, as the user reads it.</summary>
internal static class FolderRefusal
{
    private const int FullOnWindows = unchecked((int)0x80070070);
    private const int FullOnUnix = 28;
    private const int QuotaOnLinux = 122;
    private const int QuotaOnMac = 69;

    /// <summary>A checksum does not match, or what it covers makes no sense.</summary>
    public static EngineException Damaged(StoreFile file, long offset) => new(EngineFailure.InvalidInput, file.IsLast
        ? $"{file.Path} is damaged at byte {offset}; bring the folder back from a copy, or cut the file off there to keep what came before."
        : $"{file.Path} is damaged at byte {offset}; bring the folder back from a copy.");

    /// <summary>A file that is no longer written ends too early.</summary>
    public static EngineException CutShort(string path, long offset) => new(EngineFailure.InvalidInput,
        $"{path} is cut short at byte {offset}; bring the folder back from a copy.");

    /// <summary>A file begins with something else than it should.</summary>
    public static EngineException NoHeader(string path) => new(EngineFailure.InvalidInput,
        $"{path} does not begin as a file of a namespace, at byte 0; bring the folder back from a copy, or give path another folder.");

    /// <summary>A file is not what its name says.</summary>
    public static EngineException Misnamed(string path, FileHeader header) => new(EngineFailure.InvalidInput,
        $"{path} says at byte 12 that it is {FileName.Of(header.Kind, header.Sequence)}; give it that name back.");

    /// <summary>A file that must be there is not.</summary>
    public static EngineException Missing(string folder, FileKind kind, ulong sequence) => new(EngineFailure.InvalidInput,
        $"{Path.Combine(folder, FileName.Of(kind, sequence))} is missing, and the files after it need it; bring the folder back from a "
        + "copy.");

    /// <summary>The folder is of another version.</summary>
    public static EngineException NewerVersion(string path, uint version) => new(EngineFailure.InvalidInput,
        $"{path} has the format version {version} at byte 8, and this plugin reads {FileHeader.CurrentVersion}; update the plugin, "
        + "or give path another folder.");

    /// <summary>The folder keeps another namespace.</summary>
    public static EngineException AnotherNamespace(string folder, string found, string wanted) => new(EngineFailure.InvalidInput,
        $"The folder {folder} keeps the namespace store://{found} and not store://{wanted}; give path another folder.");

    /// <summary>The folder has other things in it.</summary>
    public static EngineException NotOurs(string folder, string found) => new(EngineFailure.InvalidInput,
        $"The folder {folder} has '{found}' in it and no namespace; give path an empty folder, or one that does not exist yet.");

    /// <summary>Nothing is there to read.</summary>
    public static EngineException Empty(string folder) => new(EngineFailure.NotFound,
        $"The folder {folder} keeps no namespace; name the folder that path had.");

    /// <summary>Someone else has it open.</summary>
    public static EngineException InUse(string folder, Exception e) => new(EngineFailure.PermissionDenied,
        $"The namespace in {folder} is open already, in another process or by another path; close it there, or give path "
        + "another folder.", e);

    /// <summary>The system does not let us.</summary>
    public static EngineException NotAllowed(string folder, Exception e) => e is IOException io && IsFull(io)
        ? new(EngineFailure.ResourceExhausted,
            $"The disk of {folder} is full, so no namespace can be kept there; free space and try again.", e)
        : new(EngineFailure.PermissionDenied,
            $"The folder {folder} cannot be used ({e.Message.TrimEnd('.')}); give path a folder that can be written.", e);

    /// <summary>A write failed, and the file is as it was.</summary>
    public static EngineException NotWritten(string path, IOException e) => IsFull(e)
        ? new(EngineFailure.ResourceExhausted,
            $"The disk of {path} is full, so nothing of this call was stored; free space and send it again.", e)
        : new(EngineFailure.Internal,
            $"{path} cannot be written ({e.Message.TrimEnd('.')}), so nothing of this call was stored; send it again.", e);

    /// <summary>What is on the disk is not known any more.</summary>
    public static EngineException Broken(string path, Exception e) => new(EngineFailure.Internal,
        $"{path} could not be brought to the disk ({e.Message.TrimEnd('.')}), so writes are refused until the namespace is loaded again; "
        + "look after the disk, free the model and load it.", e);

    /// <summary>Whether there is no space left.</summary>
    public static bool IsFull(IOException e) => e.HResult is FullOnWindows or FullOnUnix or QuotaOnLinux or QuotaOnMac;
}
