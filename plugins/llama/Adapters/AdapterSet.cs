using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Adapters;

/// <summary>The loaded adapters of a model; their changes add up, each by its scale.</summary>
internal sealed class AdapterSet : IDisposable
{
    private readonly List<AdapterHandle> _handles = [];
    private readonly List<float> _scales = [];

    private AdapterSet()
    {
    }

    /// <summary>Loads adapters; must come before the model's contexts, whose graphs are sized with them.</summary>
    /// <exception cref="EngineException">One cannot be read or is for another model.</exception>
    public static AdapterSet Load(IReadOnlyList<LoraAdapter> adapters, ModelHandle model, GgufFile file)
    {
        var set = new AdapterSet();
        try
        {
            foreach (var adapter in adapters)
                set.Add(adapter, model, file);
            return set;
        }
        catch (EngineException e)
        {
            set.Dispose();
            throw new EngineException(e.Failure, $"LoRA adapter: {e.Message}", e);
        }
    }

    /// <summary>Lets a context compute with them.</summary>
    public unsafe void ApplyTo(ContextHandle context)
    {
        if (_handles.Count == 0)
            return;
        nint[] adapters = [.. _handles.Select(handle => handle.DangerousGetHandle())];
        float[] scales = [.. _scales];
        fixed (nint* adapter = adapters)
        fixed (float* scale = scales)
        {
            if (LlamaApi.llama_set_adapters_lora(context, adapter, (nuint)adapters.Length, scale) != 0)
                throw new EngineException(EngineFailure.Internal, "llama.cpp could not apply the LoRA adapters.");
        }
    }

    public void Dispose() => _handles.ForEach(handle => handle.Dispose());

    private void Add(LoraAdapter adapter, ModelHandle model, GgufFile file)
    {
        LoraAdapterRules.Check(adapter.File, file);
        NativeLog.ClearErrors();
        var pointer = LlamaApi.llama_adapter_lora_init(model, adapter.File);
        if (pointer == 0)
        {
            var errors = NativeLog.TakeErrors();
            throw new EngineException(EngineFailure.InvalidInput,
                $"llama.cpp cannot load '{Path.GetFileName(adapter.File)}': {(errors.Length > 0 ? errors : "it gives no reason")}.");
        }
        // Handed in twice, an adapter counts twice.
        _handles.Add(new AdapterHandle(pointer, model));
        _scales.Add(adapter.Scale);
    }
}
