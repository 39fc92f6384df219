using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.OnnxRuntime.Files;

/// <summary>Opens an ONNX file to be looked at, with one clear sentence for each way in which its path can be wrong.</summary>
internal static class OnnxFileOpener
{
    // Small, since most of the file is jumped over.
    private const int BufferBytes = 4096;

    /// <summary>What a file says about itself; null when it is no ONNX model.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="subject">How sentences about it begin.</param>
    /// <exception cref="EngineException">It is a folder, not there or not readable.</exception>
    public static OnnxFile? TryRead(string path, string subject)
    {
        if (Directory.Exists(path))
            throw new EngineException(EngineFailure.InvalidInput, $"{subject} is a folder; name the .onnx file in it.");
        try
        {
            // The size comes before opening: opening a pipe would wait for its writer.
            var file = new FileInfo(path);
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            if (file is { Exists: true, Length: 0 })
                return null;
            using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes);
            return OnnxFileReader.Read(new ProtoReader(stream));
        }
        catch (InvalidDataException)
        {
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EngineException(EngineFailure.NotFound, $"{subject} does not exist; correct the path or download the file.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EngineException(
                EngineFailure.PermissionDenied, $"{subject} may not be read by this user; change its permissions.", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new EngineException(EngineFailure.InvalidInput, $"{subject} cannot be opened ({e.Message}); check the file.", e);
        }
    }
}
