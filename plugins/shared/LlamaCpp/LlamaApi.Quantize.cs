using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

internal static partial class LlamaApi
{
    [LibraryImport(Library)]
    public static partial NativeQuantizeParameters llama_model_quantize_default_params();

    /// <returns>0, or 1 after an error that only the log tells.</returns>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial uint llama_model_quantize(string source, string target, in NativeQuantizeParameters parameters);
}
