using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>Loads the weights of a checked file with the settings of a LoadModel.</summary>
internal static unsafe class WeightsLoader
{
    /// <summary>One load at a time: the library's log does not say which of two it speaks of.</summary>
    private static readonly Lock Gate = new();

    public static ModelHandle Load(LoadSettings settings, Device device, IProgress<float> progress, CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var arena = new NativeArena();
            var observer = GCHandle.Alloc(new LoadObserver(progress, cancellationToken));
            try
            {
                NativeLog.ClearErrors();
                var parameters = Parameters(settings, device, arena);
                parameters.ProgressCallback = &Progressed;
                parameters.ProgressUserData = (void*)GCHandle.ToIntPtr(observer);
                var model = LlamaApi.llama_model_load_from_file(settings.ModelFile, parameters);
                return model != 0 ? new ModelHandle(model) : throw Failed(settings, cancellationToken);
            }
            finally
            {
                observer.Free();
            }
        }
    }

    private static NativeModelParameters Parameters(LoadSettings settings, Device device, NativeArena arena)
    {
        var parameters = LlamaApi.llama_model_default_params();
        var devices = GgmlDevices.Choose(settings, device);
        parameters.Devices = arena.Array<nint>(devices.Length);
        devices.CopyTo(new Span<nint>(parameters.Devices, devices.Length));
        parameters.GpuLayers = devices.Length == 0 ? 0 : settings.GpuLayers;
        parameters.SplitMode = (int)settings.SplitMode;
        parameters.LoadMode = (int)settings.LoadMode;
        parameters.MainGpu = settings.MainGpu;
        parameters.CheckTensors = settings.CheckTensors;
        if (settings.TensorSplit.Count > 0)
            parameters.TensorSplit = TensorSplit(settings.TensorSplit, devices.Length, arena);
        if (settings.Overrides.Count > 0)
            parameters.MetadataOverrides = Overrides(settings.Overrides, arena);
        if (settings.Placements.Count > 0)
            parameters.TensorOverrides = Placements(settings.Placements, arena);
        return parameters;
    }

    private static float* TensorSplit(IReadOnlyList<float> shares, int devices, NativeArena arena)
    {
        // The library reads as many as it has devices at most; a longer list would end the process.
        var most = (int)LlamaApi.llama_max_devices();
        CheckShares(shares.Count, devices, most);
        var split = arena.Array<float>(most);
        for (var i = 0; i < shares.Count; i++)
            split[i] = shares[i];
        return split;
    }

    /// <summary>Refuses shares for devices that are not used; where none is, on the processor, there is nothing to share.</summary>
    internal static void CheckShares(int shares, int devices, int most)
    {
        var allowed = devices > 0 ? Math.Min(devices, most) : most;
        if (shares > allowed)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"TensorSplit has {shares} shares for {allowed} device{(allowed == 1 ? "" : "s")}; give as many as there are devices, "
                + "or name more of them with the option device.");
        }
    }

    private static NativeMetadataOverride* Overrides(IReadOnlyList<MetadataOverride> overrides, NativeArena arena)
    {
        var array = arena.Array<NativeMetadataOverride>(overrides.Count);
        for (var i = 0; i < overrides.Count; i++)
        {
            var entry = overrides[i];
            array[i].Kind = (int)entry.Kind;
            Encoding.UTF8.GetBytes(entry.Key, new Span<byte>(array[i].Key, NativeMetadataOverride.TextBytes - 1));
            switch (entry.Kind)
            {
                case OverrideKind.Text:
                    Encoding.UTF8.GetBytes(entry.Text, new Span<byte>(array[i].Text, NativeMetadataOverride.TextBytes - 1));
                    break;
                case OverrideKind.Float:
                    array[i].Float = entry.Number;
                    break;
                case OverrideKind.Bool:
                    array[i].Boolean = entry.Integer != 0;
                    break;
                default:
                    array[i].Integer = entry.Integer;
                    break;
            }
        }
        return array;
    }

    private static NativeTensorOverride* Placements(IReadOnlyList<TensorPlacement> placements, NativeArena arena)
    {
        var array = arena.Array<NativeTensorOverride>(placements.Count);
        var count = 0;
        foreach (var placement in placements)
        {
            // Unknown buffer types are ignored, as llama.cpp's own server does; an entry of zeros would end the list.
            if (GgmlDevices.BufferType(placement.Buffer) is not 0 and var bufferType)
                array[count++] = new NativeTensorOverride { Pattern = arena.Text(placement.Pattern), BufferType = bufferType };
        }
        return array;
    }

    private static Exception Failed(LoadSettings settings, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new OperationCanceledException(cancellationToken);
        var errors = NativeLog.TakeErrors();
        return new EngineException(EngineFailure.InvalidInput,
            $"llama.cpp cannot load '{Path.GetFileName(settings.ModelFile)}': {(errors.Length > 0 ? errors : "it gives no reason")}.");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Progressed(float progress, void* userData)
    {
        // An exception must not cross into native code; one in the observer ends the load.
        try
        {
            return ((LoadObserver)GCHandle.FromIntPtr((nint)userData).Target!).Continues(progress) ? (byte)1 : (byte)0;
        }
        catch
        {
            return 0;
        }
    }
}
