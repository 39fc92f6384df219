using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

internal static unsafe partial class LlamaApi
{
    [LibraryImport(Library)]
    public static partial NativeContextParameters llama_context_default_params();

    [LibraryImport(Library)]
    public static partial nint llama_init_from_model(ModelHandle model, NativeContextParameters parameters);

    [LibraryImport(Library)]
    public static partial void llama_free(nint context);

    [LibraryImport(Library)]
    public static partial uint llama_n_ctx(ContextHandle context);

    [LibraryImport(Library)]
    public static partial uint llama_n_ctx_seq(ContextHandle context);

    [LibraryImport(Library)]
    public static partial uint llama_n_batch(ContextHandle context);

    [LibraryImport(Library)]
    public static partial uint llama_n_ubatch(ContextHandle context);

    [LibraryImport(Library)]
    public static partial int llama_pooling_type(ContextHandle context);

    [LibraryImport(Library)]
    public static partial void llama_attach_threadpool(ContextHandle context, nint pool, nint batchPool);

    [LibraryImport(Library)]
    public static partial int llama_decode(ContextHandle context, NativeBatch batch);

    [LibraryImport(Library)]
    public static partial int llama_encode(ContextHandle context, NativeBatch batch);

    [LibraryImport(Library)]
    public static partial float* llama_get_logits_ith(ContextHandle context, int index);

    [LibraryImport(Library)]
    public static partial float* llama_get_embeddings_ith(ContextHandle context, int index);

    [LibraryImport(Library)]
    public static partial float* llama_get_embeddings_seq(ContextHandle context, int sequence);
}
