using System.Security.Cryptography;

namespace ThermalPortal.Data.Datasets.Incoming;

/// <summary>What the bytes of one piece must hash to.</summary>
public sealed record PieceChecksum(HashAlgorithmName Algorithm, byte[] Value);
