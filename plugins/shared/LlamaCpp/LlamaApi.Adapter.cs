using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

internal static unsafe partial class LlamaApi
{
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint llama_adapter_lora_init(ModelHandle model, string path);

    [LibraryImport(Library)]
    public static partial void llama_adapter_lora_free(nint adapter);

    [LibraryImport(Library)]
    public static partial int llama_set_adapters_lora(ContextHandle context, nint* adapters, nuint count, float* scales);
}
