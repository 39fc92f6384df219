using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>A quick look at a file's first keys, for choosing an engine.</summary>
internal static class GgufRecognition
{
    /// <summary>How sure it is that llama.cpp can run this file; never throws for a broken one.</summary>
    public static Recognition Look(string path)
    {
        try
        {
            using var handle = ModelPath.OpenForReading(path);
            var fault = new GgufFault(path);
            var reader = new GgufReader(handle, fault);
            var header = GgufHeader.Read(reader, fault);
            var metadata = new GgufMetadataReader(reader, fault).Read(header.Keys, [], last: "general.architecture");
            return Architecture.Find(metadata.Text("general.architecture") ?? "").Kind switch
            {
                ArchitectureKind.Projector or ArchitectureKind.Draft or ArchitectureKind.Speech => Recognition.No,
                ArchitectureKind.Unknown => Recognition.Possible,
                _ => Recognition.Certain,
            };
        }
        catch (Exception e) when (e is EngineException or IOException or UnauthorizedAccessException)
        {
            return Recognition.No;
        }
    }
}
