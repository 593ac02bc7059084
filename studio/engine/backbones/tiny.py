"""A real Stable Diffusion of random weights, so small that a test runs in milliseconds: 32 px pictures.

The same classes and code paths as a large model. The tokenizer is a byte-level BPE without merges, built in
memory: every text has tokens.
"""

from __future__ import annotations

from typing import Any

import torch

from studio.engine.backbones.loading import schedule_from
from studio.engine.backbones.schedule import Prediction
from studio.engine.backbones.sd import StableDiffusion
from studio.engine.backbones.surface import BackboneFacts

TOKENS = 77
WIDTH = 32
CHANNELS = 4


def tiny(seed: int = 0, prediction: Prediction = "v_prediction", dtype: torch.dtype = torch.float32) -> StableDiffusion:
    """The same seed gives the same weights; the global random state is left as it was."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        unet, coder, tower = _unet(), _autoencoder(), _text_tower()
        _wake_zeros(unet)
        coder.decoder.layers[-1].weight.data.mul_(20)  # pictures with contrast
    config = scheduler_config(prediction)
    facts = BackboneFacts(
        name="tiny",
        family="sd",
        fingerprint=f"tiny-{prediction}-{seed}",
        licence="Apache-2.0",
        picture_px=(32, 32),
        latent_channels=CHANNELS,
        latent_scale=8,
        text_width=WIDTH,
        max_tokens=TOKENS - 2,
        default_steps=4,
        default_guidance=5.0,
        default_guidance_rescale=0.7,
    )
    schedule = schedule_from(config)
    return StableDiffusion(facts, torch.nn.Module.to(unet, dtype), coder, tower, tokenizer(), schedule, config)


def scheduler_config(prediction: Prediction) -> dict[str, Any]:
    """As in a model folder: v with zero terminal SNR like mini, epsilon like SD 1.x, flow."""
    if prediction == "flow":
        return {"_class_name": "FlowMatchEulerDiscreteScheduler", "num_train_timesteps": 1000}
    common = {
        "_class_name": "DDIMScheduler",
        "num_train_timesteps": 1000,
        "beta_start": 0.00085,
        "beta_end": 0.012,
        "beta_schedule": "scaled_linear",
        "prediction_type": prediction,
        "clip_sample": False,
    }
    if prediction == "v_prediction":
        return {**common, "rescale_betas_zero_snr": True, "timestep_spacing": "trailing"}
    return {**common, "set_alpha_to_one": False, "steps_offset": 1, "timestep_spacing": "leading"}


def _unet() -> torch.nn.Module:
    from diffusers.models.unets.unet_2d_condition import UNet2DConditionModel

    return UNet2DConditionModel(
        sample_size=4,
        in_channels=CHANNELS,
        out_channels=CHANNELS,
        block_out_channels=(16, 32),
        layers_per_block=1,
        cross_attention_dim=WIDTH,
        attention_head_dim=2,
        norm_num_groups=8,
        down_block_types=("CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
    )


def _autoencoder() -> Any:
    from diffusers.models.autoencoders.autoencoder_tiny import AutoencoderTiny

    return AutoencoderTiny(
        encoder_block_out_channels=(8, 8, 8, 8),
        decoder_block_out_channels=(8, 8, 8, 8),
        num_encoder_blocks=(1, 1, 1, 1),
        num_decoder_blocks=(1, 1, 1, 1),
        latent_channels=CHANNELS,
        scaling_factor=20.0,  # latents of spread one
    )


def _text_tower() -> torch.nn.Module:
    from transformers.models.clip.configuration_clip import CLIPTextConfig
    from transformers.models.clip.modeling_clip import CLIPTextModel

    config = CLIPTextConfig(
        vocab_size=514,
        hidden_size=WIDTH,
        intermediate_size=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=TOKENS,
        bos_token_id=512,
        eos_token_id=513,
        pad_token_id=513,
    )
    return CLIPTextModel(config)


def tokenizer() -> Any:
    """CLIP's tokenizer over the 256 bytes, each in the middle and at the end of a word."""
    from tokenizers import pre_tokenizers
    from transformers.models.clip.tokenization_clip import CLIPTokenizer

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    entries = [*letters, *(f"{letter}</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    vocabulary = {entry: number for number, entry in enumerate(entries)}
    return CLIPTokenizer(vocab=vocabulary, merges=[], model_max_length=TOKENS)


def _wake_zeros(unet: torch.nn.Module) -> None:
    """Random norms and biases, so that a change anywhere shows in the output."""
    with torch.no_grad():
        for parameter in unet.parameters():
            if parameter.ndim == 1:
                parameter.add_(torch.randn_like(parameter) * 0.1)
