using System.Globalization;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.ModelFiles.Files;

/// <summary>Makes sure that what is going to be written fits onto the disk.</summary>
/// <param name="freeBytes">The free bytes of a folder's disk.</param>
internal sealed class DiskSpace(Func<string, long> freeBytes)
{
    /// <summary>The real disks.</summary>
    public static DiskSpace Real { get; } = new(folder => new DriveInfo(folder).AvailableFreeSpace);

    /// <exception cref="EngineException">There is less than <paramref name="bytes"/> of space for the folder.</exception>
    public void Require(string folder, long bytes)
    {
        var free = freeBytes(folder);
        if (free < bytes)
        {
            throw new EngineException(EngineFailure.ResourceExhausted, string.Create(CultureInfo.InvariantCulture,
                $"The output needs {bytes / 1048576.0:N1} MiB and {folder} has {free / 1048576.0:N1} MiB left; "
                + $"make space or choose another folder."));
        }
    }
}
