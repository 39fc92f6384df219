using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Adapters;
using LocalAI.Plugins.Llama.Drafting;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>Turns the fields and options of LoadModel into settings; all faults are reported in one message.</summary>
internal sealed class LoadSettingsReader
{
    /// <summary>Most tokens of context that can be asked for.</summary>
    public const int MostContext = 16 * 1024 * 1024;

    private const int MostDevices = 16;
    private const string ParallelVariable = "LLAMACPP_PARALLEL";

    // The host reads these itself.
    private static readonly string[] HostOptions = ["plugin"];

    private readonly List<string> _faults = [];

    private LoadSettingsReader()
    {
    }

    /// <summary>Reads a LoadModel request.</summary>
    /// <param name="options">The request.</param>
    /// <param name="environment">Gives the value of an environment variable, or null.</param>
    /// <exception cref="EngineException">One or more fields are wrong; the message names each with its value.</exception>
    public static LoadSettings Read(ModelOptions options, Func<string, string?> environment)
    {
        var reader = new LoadSettingsReader();
        var settings = reader.ReadFields(options);
        settings = reader.ReadOptions(settings, options.Options);
        settings = reader.ReadParallelVariable(settings, environment(ParallelVariable));
        settings = reader.ReadAdapters(settings, options);
        settings = reader.ReadDraftModel(settings, options);
        settings = reader.ReadPooling(settings);
        if (reader._faults.Count > 0)
        {
            throw new EngineException(
                EngineFailure.InvalidInput, $"LoadModel cannot use these settings: {string.Join("; ", reader._faults)}.");
        }
        return settings;
    }

    private LoadSettings ReadFields(ModelOptions options)
    {
        if (options.MMProj.Length > 0)
            _faults.Add("MMProj is not supported, because the native library has no projector for images or sound, remove it");
        return new LoadSettings
        {
            ModelFile = ModelFileResolver.Resolve(options, _faults),
            ContextSize = Integer("ContextSize", options.ContextSize, MostContext),
            BatchSize = Integer("NBatch", options.NBatch, MostContext) is > 0 and var batch ? batch : 512,
            Threads = Integer("Threads", options.Threads, ThreadBudget.Most),
            Embeddings = options.Embeddings || options.Reranking,
            Reranking = options.Reranking,
            ModelPath = options.ModelPath,
            GpuLayers = Math.Max(-1, options.NGPULayers),
            MainGpu = MainGpu(options.MainGPU),
            TensorSplit = TensorSplit(options.TensorSplit),
            LoadMode = options.MLock ? LoadMode.Lock : options.MMap ? LoadMode.Map : LoadMode.Read,
            OffloadKeyValues = !options.NoKVOffload,
            KeyType = CachedAs("CacheTypeKey", options.CacheTypeKey),
            ValueType = CachedAs("CacheTypeValue", options.CacheTypeValue),
            FlashAttention = options.FlashAttention switch
            {
                "on" or "enabled" => FlashAttention.On,
                "off" or "disabled" => FlashAttention.Off,
                _ => FlashAttention.Auto,
            },
            RopeFreqBase = Number("RopeFreqBase", options.RopeFreqBase, 0),
            RopeFreqScale = Number("RopeFreqScale", options.RopeFreqScale, 0),
            RopeScaling = options.RopeScaling switch
            {
                "none" => RopeScaling.None,
                "linear" => RopeScaling.Linear,
                "yarn" => RopeScaling.Yarn,
                _ => RopeScaling.Model,
            },
            YarnExtFactor = Number("YarnExtFactor", options.YarnExtFactor, -1),
            YarnAttnFactor = Number("YarnAttnFactor", options.YarnAttnFactor, -1),
            YarnBetaFast = Number("YarnBetaFast", options.YarnBetaFast, -1),
            YarnBetaSlow = Number("YarnBetaSlow", options.YarnBetaSlow, -1),
            GrammarTriggers = [.. options.GrammarTriggers.Select(trigger => trigger.Word).Where(word => word.Length > 0)],
            Overrides = [.. options.Overrides.Select(Override).OfType<MetadataOverride>()],
        };
    }

    private LoadSettings ReadOptions(LoadSettings settings, IEnumerable<string> options)
    {
        foreach (var entry in options)
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? entry : entry[..colon];
            if (HostOptions.Contains(name))
                continue;
            if (LoadOptions.Find(name) is not { } option)
                settings = settings with { UnknownOptions = [.. settings.UnknownOptions, name] };
            else if (option.Apply(settings, colon < 0 ? null : entry[(colon + 1)..]) is { } applied)
                settings = applied;
            else
            {
                var value = GgufFault.Quote(colon < 0 ? "" : entry[(colon + 1)..]);
                _faults.Add($"Options entry '{name}' is {value}, expected {option.Expects}");
            }
        }
        return settings;
    }

    private LoadSettings ReadParallelVariable(LoadSettings settings, string? value)
    {
        if (settings.Parallel != 1 || string.IsNullOrEmpty(value))
            return settings;
        var parallel = LoadOptions.Find("parallel")!;
        if (parallel.Apply(settings, value) is { } applied)
            return applied;
        _faults.Add($"the environment variable {ParallelVariable} is {GgufFault.Quote(value)}, expected {parallel.Expects}");
        return settings;
    }

    private LoadSettings ReadAdapters(LoadSettings settings, ModelOptions options)
    {
        var adapters = new List<LoraAdapter>();
        if (options.LoraAdapter.Length > 0)
            Add("LoraAdapter", options.LoraAdapter, "LoraScale", options.LoraScale == 0 ? 1 : options.LoraScale);
        for (var i = 0; i < options.LoraAdapters.Count; i++)
            Add("LoraAdapters", options.LoraAdapters[i], "LoraScales", i < options.LoraScales.Count ? options.LoraScales[i] : 1);
        if (options.LoraScales.Count > options.LoraAdapters.Count)
            _faults.Add($"LoraScales has {options.LoraScales.Count} numbers for {options.LoraAdapters.Count} LoraAdapters, remove some");
        return settings with { Adapters = adapters };

        void Add(string field, string name, string scaleField, float scale)
        {
            if (!float.IsFinite(scale))
                _faults.Add(FormattableString.Invariant($"{scaleField} is {scale}, expected a number"));
            if (name.Length == 0)
                _faults.Add($"{field} has an empty entry, expected the path of an adapter");
            else
                adapters.Add(new LoraAdapter(
                    SidePath.Resolve(field, name, Path.GetDirectoryName(settings.ModelFile) ?? "", _faults), scale));
        }
    }

    private LoadSettings ReadDraftModel(LoadSettings settings, ModelOptions options)
    {
        var draft = settings.Draft;
        if (options.DraftModel.Length > 0)
        {
            draft = draft with
            {
                ModelFile = SidePath.Resolve("DraftModel", options.DraftModel, options.ModelPath, _faults),
                Kinds = draft.KindsChosen ? draft.Kinds : [DraftKind.Model],
            };
        }
        else if (draft.Kinds.Contains(DraftKind.Model))
            _faults.Add("Options entry 'spec_type' asks for a draft model, but DraftModel is empty, set DraftModel");
        // Nothing is drafted where no text is written, or no token may be.
        return settings with { Draft = settings.Embeddings || draft.MaxTokens == 0 ? draft with { Kinds = [] } : draft };
    }

    private LoadSettings ReadPooling(LoadSettings settings)
    {
        if (settings.Pooling == PoolingType.Rank && !settings.Reranking)
            _faults.Add("Options entry 'pooling_type' is 'rank', which gives scores instead of embeddings, set Reranking");
        return settings.Reranking ? settings with { Pooling = PoolingType.Rank } : settings;
    }

    private int Integer(string field, int value, int most)
    {
        if (value >= 0 && value <= most)
            return value;
        _faults.Add($"{field} is {value}, expected 0 (the default) to {most}");
        return 0;
    }

    private float Number(string field, float value, float standard)
    {
        if (float.IsFinite(value) && value >= 0)
            return value == 0 ? standard : value;
        _faults.Add(FormattableString.Invariant($"{field} is {value}, expected a number above 0, or 0 for the model's own"));
        return standard;
    }

    private int MainGpu(string value)
    {
        if (value.Length == 0)
            return 0;
        if (OptionValue.Integer(value, 0, MostDevices - 1) is { } index)
            return index;
        _faults.Add($"MainGPU is {GgufFault.Quote(value)}, expected a device's number from 0 to {MostDevices - 1}");
        return 0;
    }

    private List<float> TensorSplit(string value)
    {
        var shares = new List<float>();
        foreach (var piece in value.Length == 0 ? [] : value.Split(',', '/'))
        {
            if (string.IsNullOrWhiteSpace(piece))
                shares.Add(0);
            else if (OptionValue.Number(piece.Trim(), 0, float.MaxValue) is { } share)
                shares.Add(share);
            else
                _faults.Add($"TensorSplit has {GgufFault.Quote(piece)}, expected numbers from 0, separated by , or /");
        }
        if (shares.Count > MostDevices)
            _faults.Add($"TensorSplit has {shares.Count} numbers, expected at most {MostDevices}");
        return shares;
    }

    private GgmlType CachedAs(string field, string value)
    {
        if (value.Length == 0)
            return GgmlType.Float16;
        if (CacheType.Names.Contains(value))
            return GgmlType.Find(value)!;
        _faults.Add($"{field} is {GgufFault.Quote(value)}, expected one of {string.Join(", ", CacheType.Names)}");
        return GgmlType.Float16;
    }

    private MetadataOverride? Override(string text)
    {
        if (OverrideText.Parse(text) is { } parsed)
            return parsed;
        _faults.Add($"Overrides entry {GgufFault.Quote(text)} is not {OverrideText.Form}");
        return null;
    }
}
