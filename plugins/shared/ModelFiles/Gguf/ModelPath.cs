using LocalAI.Plugins.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>Opens a model file, with one clear sentence for each way in which a path can be wrong.</summary>
internal static class ModelPath
{
    /// <summary>Opens a file that has content.</summary>
    /// <exception cref="EngineException">It is a folder, missing, empty or not readable.</exception>
    public static SafeFileHandle OpenForReading(string path)
    {
        if (Directory.Exists(path))
            throw new EngineException(EngineFailure.InvalidInput, $"{path} is a folder; name the .gguf file in it.");
        try
        {
            // The size comes before opening: opening a pipe would wait for its writer.
            var file = new FileInfo(path);
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            if (file is { Exists: true, Length: 0 })
                throw new EngineException(EngineFailure.InvalidInput, $"{path} is empty; download or convert the file again.");
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EngineException(EngineFailure.NotFound, $"{path} does not exist; check ModelFile and ModelPath.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EngineException(
                EngineFailure.PermissionDenied, $"{path} may not be read by this user; change its permissions.", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new EngineException(EngineFailure.InvalidInput, $"{path} cannot be opened: {e.Message}", e);
        }
    }
}
