"""One module a target: SEEDS, run(data), and maybe TOKENS, mutate(data, most, seed) and inputs."""
