using LocalAI.Plugins.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.ModelFiles.Files;

/// <summary>
/// A file that is written beside its final name and gets it when it is whole; without <see cref="Commit"/> it disappears.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const int NoSpace = unchecked((int)0x80070070);

    private readonly string _path;
    private bool _committed;

    private PartialFile(string path, SafeFileHandle handle)
    {
        _path = path;
        Handle = handle;
    }

    /// <summary>The file, open for writing at any place.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Where it is while it is partial.</summary>
    public string Path => _path;

    /// <summary>Creates a file and takes its space on the disk.</summary>
    /// <param name="target">The final name.</param>
    /// <param name="bytes">Its size; 0 takes none.</param>
    /// <exception cref="EngineException">The folder may not be written into, or has not the space.</exception>
    public static PartialFile Create(string target, long bytes)
    {
        var path = $"{target}.{Guid.NewGuid().ToString("N")[..8]}.part";
        try
        {
            return new PartialFile(path, File.OpenHandle(
                path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, FileOptions.None, preallocationSize: bytes));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EngineException(EngineFailure.PermissionDenied,
                $"The folder {System.IO.Path.GetDirectoryName(target)} may not be written into; choose another folder.", e);
        }
        catch (IOException e)
        {
            throw Explain(e, target);
        }
    }

    /// <summary>Creates the folder where it is missing, and makes sure that files can be written into it.</summary>
    /// <exception cref="EngineException">They cannot.</exception>
    public static void Probe(string folder)
    {
        // Of the folders that are created here, the one that was there before.
        var above = folder;
        while (!Directory.Exists(above) && System.IO.Path.GetDirectoryName(above) is { } parent)
            above = parent;
        try
        {
            Directory.CreateDirectory(folder);
            Create(System.IO.Path.Combine(folder, "probe"), 0).Dispose();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EngineException(EngineFailure.PermissionDenied,
                $"The folder {folder} cannot be created, because {above} may not be written into; choose another folder.", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"The folder {folder} cannot be written into ({e.Message.TrimEnd('.')}); choose another folder.", e);
        }
    }

    /// <summary>Why writing failed, in one sentence.</summary>
    public static EngineException Explain(IOException e, string target) => new(
        IsFull(e) ? EngineFailure.ResourceExhausted : EngineFailure.Internal,
        IsFull(e)
            ? $"The disk of {System.IO.Path.GetDirectoryName(target)} is full; make space or choose another folder."
            : $"{target} cannot be written ({e.Message.TrimEnd('.')}); check the disk or choose another folder.", e);

    /// <summary>Gives the file its final name, in place of an older one.</summary>
    /// <exception cref="EngineException">The disk does not take it, or the older one may not be replaced.</exception>
    public void Commit(string target) => Replace(target, () =>
    {
        // A file system may put the new name on the disk before what it names.
        RandomAccess.FlushToDisk(Handle);
        Handle.Dispose();
        File.Move(_path, target, overwrite: true);
        _committed = true;
    });

    /// <summary>Changes what a name stands for, and says in one sentence why that is not possible.</summary>
    /// <exception cref="EngineException">It is not.</exception>
    internal static void Replace(string target, Action change)
    {
        try
        {
            change();
        }
        catch (IOException e)
        {
            throw Explain(e, target);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EngineException(EngineFailure.PermissionDenied,
                $"{target} may not be replaced; remove it or choose another folder.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Handle.Dispose();
        if (!_committed)
            File.Delete(_path);
    }

    // ENOSPC is 28 on Linux and macOS; where .NET finds it before the system does, only the text says so.
    private static bool IsFull(IOException e) => e.HResult is NoSpace or 28
        || e.Message.Contains("No space left", StringComparison.Ordinal) || e.Message.Contains("disk was full", StringComparison.Ordinal);
}
