namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>What an export writes, by the names in <c>export_format</c>.</summary>
internal enum ExportFormat
{
    /// <summary>The adapter by itself, for the peft library and for llama.cpp.</summary>
    Lora,

    /// <summary>The whole model for the Hugging Face libraries, in the base's precision.</summary>
    Safetensors,

    /// <summary>The same in 16 bits.</summary>
    Merged16Bit,

    /// <summary>The whole model as GGUF in about 4 bits.</summary>
    Merged4Bit,

    /// <summary>The whole model as GGUF.</summary>
    Gguf,
}
