namespace LocalAI.Plugins.Llama.Loading;

/// <summary>Puts the tensors whose names match a regular expression into a named buffer type.</summary>
/// <param name="Pattern">The expression, in the grammar of C++ std::regex (ECMAScript).</param>
/// <param name="Buffer">The buffer type, such as <c>CPU</c> or <c>CUDA0</c>.</param>
internal sealed record TensorPlacement(string Pattern, string Buffer);
